export const CLUSTER_ARN = 'arn:aws:ecs:eu-central-1:123456789012:cluster/cm-minecraft-cluster';

type Fields = Readonly<Record<string, unknown>>;

/**
 * An event of EventBridge as in ECS's documentation: the container of a service's task was killed, exit code 137.
 *
 * @param detail what is different in the event's detail
 * @param envelope what is different around the detail
 */
export function taskStopEvent(detail: Fields = {}, envelope: Fields = {}): Fields {
  const taskArn = 'arn:aws:ecs:eu-central-1:123456789012:task/cm-minecraft-cluster/0123456789abcdef0123456789abcdef';
  return {
    version: '0',
    id: '105f6bb1-4da6-c630-4965-35383018cba0',
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: '123456789012',
    time: '2026-11-22T20:31:40Z',
    region: 'eu-central-1',
    resources: [taskArn],
    detail: {
      clusterArn: CLUSTER_ARN,
      containerInstanceArn: 'arn:aws:ecs:eu-central-1:123456789012:container-instance/cm-minecraft-cluster/fedcba98',
      containers: [
        {
          containerArn: 'arn:aws:ecs:eu-central-1:123456789012:container/cf159fd6-3e3f-4a9e-84f9-66cbe726af01',
          exitCode: 137,
          lastStatus: 'STOPPED',
          name: 'minecraft',
          reason: 'OutOfMemoryError: Container killed due to memory usage',
          taskArn,
        },
      ],
      createdAt: '2026-11-22T20:25:00.123Z',
      desiredStatus: 'STOPPED',
      executionStoppedAt: '2026-11-22T20:31:05.678Z',
      group: 'service:cm-minecraft-service',
      lastStatus: 'STOPPED',
      launchType: 'EC2',
      startedAt: '2026-11-22T20:25:20.456Z',
      startedBy: 'ecs-svc/9223370626459410100',
      stopCode: 'EssentialContainerExited',
      stoppedAt: '2026-11-22T20:31:38.901Z',
      stoppedReason: 'Essential container in task exited',
      stoppingAt: '2026-11-22T20:31:28.901Z',
      taskArn,
      taskDefinitionArn: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/cm-minecraft:1',
      updatedAt: '2026-11-22T20:31:38.901Z',
      version: 5,
      ...detail,
    },
    ...envelope,
  };
}
