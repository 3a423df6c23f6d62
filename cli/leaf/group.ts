import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

import { type LeafConfig } from '../../modules/config/types';
import { CommandError } from '../terminal/errors';

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
export async function groupOf(client: AutoScalingClient, name: string, leaf: LeafConfig): Promise<AutoScalingGroup> {
  const group = await findGroup(client, name);
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
