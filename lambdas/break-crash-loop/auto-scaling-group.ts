import {
  type Activity,
  type AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

/** While an instance runs nothing else is launched: its launch is among the newest. */
const NEWEST_ACTIVITIES = 20;

/**
 * How many instances the group wants, 0 or 1.
 *
 * @throws Error when there is no such group
 */
export async function desiredCapacity(client: AutoScalingClient, groupName: string): Promise<number> {
  const { AutoScalingGroups: groups = [] } = await client.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [groupName] }),
  );
  const desired = groups[0]?.DesiredCapacity;
  if (desired === undefined) throw new Error(`there is no Auto Scaling group '${groupName}'`);
  return desired;
}

/** When the launch of the group's present instance began. Undefined when AWS keeps no record: launched long ago. */
export async function latestLaunch(client: AutoScalingClient, groupName: string): Promise<Date | undefined> {
  const { Activities: activities = [] } = await client.send(
    new DescribeScalingActivitiesCommand({ AutoScalingGroupName: groupName, MaxRecords: NEWEST_ACTIVITIES }),
  );
  return activities
    .filter(isLaunch)
    .flatMap(({ StartTime: start }) => (start === undefined ? [] : [start]))
    .reduce<Date | undefined>((latest, start) => (latest === undefined || start > latest ? start : latest), undefined);
}

/** Asks the group for no instance, without waiting for a cooldown. */
export async function putToSleep(client: AutoScalingClient, groupName: string): Promise<void> {
  await client.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: groupName, DesiredCapacity: 0, HonorCooldown: false }),
  );
}

function isLaunch({ Description: description = '', StatusCode: status }: Activity): boolean {
  return description.startsWith('Launching a new EC2 instance') && status !== 'Failed' && status !== 'Cancelled';
}
