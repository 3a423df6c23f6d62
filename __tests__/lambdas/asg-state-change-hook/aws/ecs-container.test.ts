import { DescribeContainerInstancesCommand, ECSClient, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';

import { EcsContainer } from '../../../../lambdas/asg-state-change-hook/aws/ecs-container';

const ecs = mockClient(ECSClient);
const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft';
const runsOn = (instanceId: string) => new EcsContainer(new ECSClient({}), CLUSTER).runsOn(instanceId);

beforeEach(() => {
  ecs.reset();
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: ['arn:old', 'arn:new'] });
  ecs.on(DescribeContainerInstancesCommand).resolves({
    containerInstances: [
      { ec2InstanceId: 'i-old', runningTasksCount: 1 },
      { ec2InstanceId: 'i-new', runningTasksCount: 0 },
    ],
  });
});

test('counts the tasks of that instance alone, not of one that still drains', async () => {
  expect(await runsOn('i-old')).toBe(true);
  expect(await runsOn('i-new')).toBe(false);
  expect(
    ecs
      .calls()
      .slice(0, 2)
      .map(({ args }) => args[0].input as unknown),
  ).toEqual([{ cluster: CLUSTER }, { cluster: CLUSTER, containerInstances: ['arn:old', 'arn:new'] }]);
});

test('finds no container on an instance that has not registered with the cluster', async () => {
  expect(await runsOn('i-newer')).toBe(false);
});

test('finds no container in a cluster without instances', async () => {
  ecs.on(ListContainerInstancesCommand).resolves({ containerInstanceArns: [] });

  expect(await runsOn('i-old')).toBe(false);
  expect(ecs.commandCalls(DescribeContainerInstancesCommand)).toHaveLength(0);
});

test.each(['AccessDeniedException', 'ThrottlingException', 'ClusterNotFoundException', 'TimeoutError'])(
  'fails with %s',
  async (name) => {
    ecs.on(ListContainerInstancesCommand).rejects(Object.assign(new Error('AWS says no'), { name }));

    await expect(runsOn('i-old')).rejects.toThrow('AWS says no');
  },
);
