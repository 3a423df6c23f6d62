import { type AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';

import { log } from '../shared/log';
import { type GroupDirectory, type LeafGroup } from './group-directory';

/** Some leaves could not be woken. `cause` holds AWS's errors, in the order of the message. */
export class WakeError extends Error {
  override readonly name = 'WakeError';
}

/**
 * Switches on the groups of these host names that are off. A group that is on is left alone: queries never keep a server
 * up, and a second run over the same names does only what is missing.
 *
 * @throws WakeError that names every leaf that could not be woken, after trying all of them
 */
export async function wake(
  client: AutoScalingClient,
  directory: GroupDirectory,
  hostNames: ReadonlySet<string>,
): Promise<void> {
  const groups = await directory.find(hostNames);
  logUnknown(hostNames, groups);
  const asleep = groups.filter(({ desiredCapacity }) => desiredCapacity === 0);
  const failures = (await Promise.all(asleep.map((group) => switchOn(client, group)))).flat();
  if (failures.length === 0) return;
  throw new WakeError(
    `cannot wake ${failures.map(({ hostName, error }) => `${hostName}: ${String(error)}`).join('; ')}`,
    { cause: new AggregateError(failures.map(({ error }) => error)) },
  );
}

/** One line for all of them, since a scanner asks for thousands. */
function logUnknown(hostNames: ReadonlySet<string>, groups: readonly LeafGroup[]): void {
  const known = new Set(groups.map(({ hostName }) => hostName));
  const unknown = [...hostNames].filter((hostName) => !known.has(hostName));
  if (unknown.length > 0) log.debug('skipped names without a group', { count: unknown.length, first: unknown[0] });
}

/** Nothing, or why it failed. */
async function switchOn(client: AutoScalingClient, { hostName, groupName }: LeafGroup) {
  try {
    await client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: groupName, DesiredCapacity: 1 }));
    log.info('woke a leaf', { hostName, groupName });
    return [];
  } catch (error) {
    log.warn('cannot wake a leaf', { hostName, groupName, error });
    return [{ hostName, error }];
  }
}
