import { z } from 'zod';

import { jsonBody, withJson } from '../answers';
import { type Gap } from '../api-call';
import { onAction } from '../on-action';

const Output = z.looseObject({
  tasks: z.array(z.looseObject({ taskArn: z.string(), desiredStatus: z.string(), lastStatus: z.string() })),
});

/**
 * ECS tasks. In moto a running task stops by itself while somebody describes it, and has no times. Here it runs from its
 * start until somebody stops it, and its image is there at once.
 */
export function ecsTaskGaps(): Gap[] {
  /** Task → seconds since 1970. */
  const starts = new Map<string, number>();
  const running = onAction('ecs', /^(?:Start|Run|Describe)Tasks?$/, async (call, next) => {
    const answer = await next(call);
    if (answer.status !== 200) return answer;
    const output = jsonBody(answer, Output);
    const tasks = output.tasks.map((task) => {
      const startedAt = starts.get(task.taskArn) ?? Date.now() / 1_000;
      starts.set(task.taskArn, startedAt);
      const lastStatus = task.desiredStatus === 'RUNNING' ? 'RUNNING' : task.lastStatus;
      const times = { createdAt: startedAt, pullStartedAt: startedAt, pullStoppedAt: startedAt, startedAt };
      return { ...task, lastStatus, ...times };
    });
    return withJson(answer, { ...output, tasks });
  });
  return [running];
}
