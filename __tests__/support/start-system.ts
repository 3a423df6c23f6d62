import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';

import { GroupDirectory } from '../../lambdas/start-system/group-directory';
import { readQueries } from '../../lambdas/start-system/query-log';
import { wake } from '../../lambdas/start-system/wake';
import { WakeMemory } from '../../lambdas/start-system/wake-memory';
import { batch } from './query-log';

/** When a query that says no time reaches the function. */
export const NOW = Date.parse('2026-11-22T20:16:10Z');

export const iso = (time: number) => new Date(time).toISOString();

/** The function as at a cold start: nothing is remembered. */
export function coldStart(): (lines: readonly string[]) => Promise<void> {
  const client = new AutoScalingClient({});
  const directory = new GroupDirectory(client, {
    project: { tag: 'container-manager:project', value: 'games' },
    leafTag: 'container-manager:leaf',
  });
  const clock = { now: () => new Date(), wait: () => Promise.resolve() };
  const context = { client, directory, memory: new WakeMemory(clock), clock };
  return (lines) => wake(context, readQueries(batch(lines)));
}

/** The group of a leaf. */
export const group = (
  leaf: string,
  desiredCapacity: number,
  more: Partial<AutoScalingGroup> = {},
): AutoScalingGroup => ({
  AutoScalingGroupName: `games-${leaf.replaceAll('.', '-')}-asg`,
  MinSize: 0,
  MaxSize: 1,
  DesiredCapacity: desiredCapacity,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-central-1a'],
  HealthCheckType: 'EC2',
  CreatedTime: new Date('2026-11-01T00:00:00Z'),
  Tags: [
    { Key: 'container-manager:project', Value: 'games' },
    { Key: 'container-manager:host-name', Value: `${leaf}.example.com` },
    { Key: 'container-manager:leaf', Value: leaf },
  ],
  ...more,
});

/** The group of `minecraft`, which sleeps and notes these. */
export function asleepWith(notes: Readonly<Record<string, string>>): AutoScalingGroup {
  const asleep = group('minecraft', 0);
  const tags = Object.entries(notes).map(([key, Value]) => ({ Key: `container-manager:told/${key}`, Value }));
  return { ...asleep, Tags: [...(asleep.Tags ?? []), ...tags] };
}

/** Auto Scaling in each test of a file, at `NOW`: no group and no activity, and every switch turns. The log is silent. */
export function autoScalingOfLeaves() {
  const autoScaling = mockClient(AutoScalingClient);
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    autoScaling.reset();
    autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: [] });
    autoScaling.on(SetDesiredCapacityCommand).resolves({});
    for (const level of ['info', 'warn', 'debug'] as const) {
      jest.spyOn(console, level).mockClear().mockImplementation();
    }
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });
  return {
    autoScaling,
    found: (...groups: AutoScalingGroup[]) =>
      autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: groups }),
    looks: () => autoScaling.commandCalls(DescribeAutoScalingGroupsCommand).map(({ args }) => args[0].input),
    switched: () => autoScaling.commandCalls(SetDesiredCapacityCommand).map(({ args }) => args[0].input),
  };
}
