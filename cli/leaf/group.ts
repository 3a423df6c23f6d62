import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';

import { CommandError } from '../terminal/errors';
import { type LeafContext } from './deployed-leaves';

/** The group of that name, undefined when there is none. */
export async function findGroup(client: AutoScalingClient, name: string): Promise<AutoScalingGroup | undefined> {
  const { AutoScalingGroups: groups = [] } = await client.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  return groups[0];
}

/**
 * The group of a leaf.
 *
 * @throws CommandError when it is not deployed
 */
export async function groupOf({ clients, names, id }: LeafContext): Promise<AutoScalingGroup> {
  const group = await findGroup(clients.autoScaling, names.autoScalingGroup);
  if (group === undefined) throw new CommandError(`${id} is not deployed: ./cm deploy ${id}`);
  return group;
}

/** Whether a retirement has begun and not finished: it sets the maximum size to 0, so that nothing wakes the leaf any more. */
export function isRetiring(group: AutoScalingGroup | undefined): boolean {
  return group?.MaxSize === 0;
}

/** What to do about a retirement that has not finished. */
export function retiringText(id: string): string {
  return `${id} is being retired: run ./cm retire ${id} again, or ./cm deploy ${id} to keep it.`;
}
