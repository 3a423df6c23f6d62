import { AutoScalingClient, CompleteLifecycleActionCommand, DeleteTagsCommand } from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { WatchedGroup } from '../../../../lambdas/asg-state-change-hook/aws/watched-group';

const autoScaling = mockClient(AutoScalingClient);
const group = () => new WatchedGroup(new AutoScalingClient({}), 'games-minecraft-asg');
const inputs = () => autoScaling.calls().map(({ args }) => args[0].input as unknown);

beforeEach(() => {
  autoScaling.reset();
});

test('forgets notes by deleting their tags', async () => {
  autoScaling.on(DeleteTagsCommand).resolves({});

  await group().forget(['ready/i-1']);

  expect(inputs()).toEqual([
    {
      Tags: [
        {
          ResourceId: 'games-minecraft-asg',
          ResourceType: 'auto-scaling-group',
          Key: 'container-manager:told/ready/i-1',
        },
      ],
    },
  ]);
});

test("ends the wait of ECS's draining hook", async () => {
  autoScaling.on(CompleteLifecycleActionCommand).resolves({});

  await group().endTerminationWait('i-1');

  expect(inputs()).toEqual([
    {
      AutoScalingGroupName: 'games-minecraft-asg',
      LifecycleHookName: 'ecs-managed-draining-termination-hook',
      InstanceId: 'i-1',
      LifecycleActionResult: 'CONTINUE',
    },
  ]);
});

test('accepts that a wait has ended by itself', async () => {
  const error = new Error('No active Lifecycle Action found with instance ID i-1');
  autoScaling.on(CompleteLifecycleActionCommand).rejects(Object.assign(error, { name: 'ValidationError' }));

  await expect(group().endTerminationWait('i-1')).resolves.toBeUndefined();
});

test.each(['AccessDenied', 'ThrottlingException', 'TimeoutError'])('fails with %s', async (name) => {
  autoScaling.onAnyCommand().rejects(Object.assign(new Error('AWS says no'), { name }));

  for (const call of [group().forget(['a']), group().endTerminationWait('i-1')]) {
    await expect(call).rejects.toThrow('AWS says no');
  }
});
