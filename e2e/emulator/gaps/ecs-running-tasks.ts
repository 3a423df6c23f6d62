import { DescribeTasksCommand, type ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { z } from 'zod';

import { jsonBody, withJson } from '../answers';
import { type Gap } from '../api-call';
import { type ClientsIn } from '../clients';
import { onAction } from '../on-action';

const Deployment = z.looseObject({ id: z.string() });
const Service = z.looseObject({ clusterArn: z.string(), deployments: z.array(Deployment).default([]) });
const Output = z.looseObject({ services: z.array(Service) });

/**
 * ECS: how many tasks of a service run. moto's counts say how many were desired when it was created. Which deployment started
 * a task is in its `startedBy`, as AWS has it.
 */
export function ecsRunningTaskGaps(clientsIn: ClientsIn): Gap[] {
  const counts = onAction('ecs', 'DescribeServices', async (call, next) => {
    const answer = await next(call);
    if (answer.status !== 200) return answer;
    const { services, ...output } = jsonBody(answer, Output);
    const { ecs } = clientsIn(call.region);
    const counted = services.map(async (service) => {
      const starters = await startersOfRunningTasks(ecs, service.clusterArn);
      const deployments = service.deployments.map((deployment) => ({
        ...deployment,
        runningCount: starters.filter((starter) => starter === deployment.id).length,
      }));
      const runningCount = deployments.reduce((sum, deployment) => sum + deployment.runningCount, 0);
      return { ...service, deployments, runningCount };
    });
    return withJson(answer, { ...output, services: await Promise.all(counted) });
  });
  return [counts];
}

/** `startedBy` of each task of a cluster that nobody has stopped. */
async function startersOfRunningTasks(ecs: ECSClient, cluster: string): Promise<(string | undefined)[]> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, desiredStatus: 'RUNNING' }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks.map(({ startedBy }) => startedBy);
}
