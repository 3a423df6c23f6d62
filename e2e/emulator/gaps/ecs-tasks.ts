import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Gap } from '../api-call';

const Output = z.looseObject({
  tasks: z.array(z.looseObject({ taskArn: z.string(), desiredStatus: z.string(), lastStatus: z.string() })),
});

/**
 * ECS tasks. moto lets a task that runs stop by itself while it is looked at, and says nothing of times. Here it runs
 * from its start until somebody stops it.
 */
export function ecsTaskGaps(): Gap[] {
  /** Task → seconds since 1970. */
  const starts = new Map<string, number>();
  const running: Gap = async (call, next) => {
    const answer = await next(call);
    if (call.service !== 'ecs' || !/^(Start|Run|Describe)Tasks?$/.test(call.action) || answer.status !== 200) {
      return answer;
    }
    const output = jsonBody(answer, Output);
    const tasks = output.tasks.map((task) => {
      const startedAt = starts.get(task.taskArn) ?? Date.now() / 1_000;
      starts.set(task.taskArn, startedAt);
      const lastStatus = task.desiredStatus === 'RUNNING' ? 'RUNNING' : task.lastStatus;
      return { ...task, lastStatus, createdAt: startedAt, startedAt };
    });
    return { ...answer, body: jsonAnswer({ ...output, tasks }).body };
  };
  return [running];
}
