import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { drain } from '../../../cli/retire/drain';
import { FakeClock } from '../support/fake-clock';
import { group, instances, NAMES } from '../support/leaf';

const autoScaling = mockClient(AutoScalingClient);
const said: string[] = [];
const run = (stopTimeoutSeconds = 120) =>
  drain({
    client: new AutoScalingClient({}),
    groupName: NAMES.autoScalingGroup,
    stopTimeoutSeconds,
    clock: new FakeClock(),
    say: (line) => said.push(line),
  });
const found = (...states: Parameters<typeof instances>) => ({
  AutoScalingGroups: [group({ Instances: instances(...states) })],
});

beforeEach(() => {
  autoScaling.reset();
  said.length = 0;
});

test('sets all sizes to 0, so that nothing wakes it, and waits until its instance is terminated', async () => {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolvesOnce(found('InService'))
    .resolvesOnce(found('Terminating:Wait'))
    .resolvesOnce(found('Terminating:Wait'))
    .resolves(found());

  await run();

  expect(autoScaling.commandCalls(UpdateAutoScalingGroupCommand).map(({ args }) => args[0].input)).toEqual([
    { AutoScalingGroupName: 'games-minecraft-asg', MinSize: 0, MaxSize: 0, DesiredCapacity: 0 },
  ]);
  expect(said).toEqual(['waiting until i-1 (Terminating:Wait) is terminated']);
});

test('does nothing when the group does not exist', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await run();

  expect(autoScaling.commandCalls(UpdateAutoScalingGroupCommand)).toEqual([]);
});

test.each([
  [120, '22 min'],
  [3_000, '1 h 10 min'],
])('fails when a container with %d s to stop still has its instance after %s', async (seconds, told) => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(found('Terminating:Wait'));

  await expect(run(seconds)).rejects.toThrow(
    `the instance i-1 (Terminating:Wait) still exists after ${told}: look at it in the EC2 console, then ` +
      'run the same command again. Nothing was destroyed',
  );
});

test('waits for an instance of a warm pool too: AWS deletes no group that has one', async () => {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand)
    .resolvesOnce(found())
    .resolvesOnce(found('Warmed:Terminating'))
    .resolves(found());

  await run();

  expect(said).toEqual(['waiting until i-1 (Warmed:Terminating) is terminated']);
});
