import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

import { CommandError } from '../terminal/errors';
import { type LeafContext } from '../workspace';

/** The group of that name, undefined where there is none. */
export async function findGroup(client: AutoScalingClient, name: string): Promise<AutoScalingGroup | undefined> {
  const { AutoScalingGroups: groups = [] } = await client.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  return groups[0];
}

/**
 * The group of a leaf.
 *
 * @throws CommandError where it is not deployed
 */
export async function groupOf({ clients, names, leaf }: LeafContext): Promise<AutoScalingGroup> {
  const group = await findGroup(clients.autoScaling, names.autoScalingGroup);
  if (group === undefined) throw new CommandError(`${leaf.id} is not deployed: ./cm deploy ${leaf.id}`);
  return group;
}

/** Turns the switch: 1 wakes, 0 puts to sleep. Waits for no cooldown. */
export async function turn(client: AutoScalingClient, name: string, desiredCapacity: 0 | 1): Promise<void> {
  await client.send(
    new SetDesiredCapacityCommand({
      AutoScalingGroupName: name,
      DesiredCapacity: desiredCapacity,
      HonorCooldown: false,
    }),
  );
}

/** Whether a retirement has begun and not ended: it lets the group have no instance, so that nothing wakes it any more. */
export function isRetiring(group: AutoScalingGroup | undefined): boolean {
  return group?.MaxSize === 0;
}

/** What to do about a retirement that has not ended. */
export function retiringText(id: string): string {
  return `${id} is being retired: run ./cm retire ${id} again, or ./cm deploy ${id} to keep it.`;
}
