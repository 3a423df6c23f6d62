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
const run = () =>
  drain(new AutoScalingClient({}), NAMES.autoScalingGroup, new FakeClock(), (line) => {
    said.push(line);
  });
const found = (...states: Parameters<typeof instances>) => ({
  AutoScalingGroups: [group({ Instances: instances(...states) })],
});

beforeEach(() => {
  autoScaling.reset();
  said.length = 0;
});

test('nobody can wake it any more, and its instance is waited for until it is gone', async () => {
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
  expect(said).toEqual(['waiting for i-1 (Terminating:Wait) to be gone']);
});

test('where there is no group any more nothing is done', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });

  await run();

  expect(autoScaling.commandCalls(UpdateAutoScalingGroupCommand)).toEqual([]);
});

test('fails when the instance is still there after half an hour', async () => {
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves(found('Terminating:Wait'));

  await expect(run()).rejects.toThrow(/i-1 \(Terminating:Wait\) is still there after 30 min.*Nothing was destroyed/);
});
