import { DescribeServicesCommand, type ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';

import { tasksOf } from '../../lambdas/shared/tasks';

export interface StartThrottlingProps {
  readonly ecs: ECSClient;
  readonly cluster: string;
  readonly service: string;
}

/**
 * What ECS reports among a service's events once it waits between tries, up to 27 minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
const THROTTLED = 'unable to consistently start tasks successfully';

/**
 * Makes ECS try at once where it waits between tries after several failures: an update of the service ends the wait. AWS
 * documents that for a new task definition; that a new deployment of the same one does it too is (open). It replaces a
 * container, so it does nothing where one runs, starts or still stops.
 *
 * @returns whether ECS was waiting
 */
export async function endStartThrottling({ ecs, cluster, service }: StartThrottlingProps): Promise<boolean> {
  const { services: [found] = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  if (found?.events?.some(({ message = '' }) => message.includes(THROTTLED)) !== true) return false;
  const tasks = await tasksOf(ecs, cluster);
  if (tasks.some(({ lastStatus }) => lastStatus !== 'STOPPED')) return false;
  await ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
  return true;
}
