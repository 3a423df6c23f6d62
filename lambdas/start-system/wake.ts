import { type AutoScalingClient } from '@aws-sdk/client-auto-scaling';

import { AutoScalingGroup } from '../shared/auto-scaling-group';
import { type Clock } from '../shared/clock';
import { secondsBetween } from '../shared/duration';
import { log } from '../shared/log';
import { type Refusal, refusalOf } from '../shared/refusal';
import { lastSleep, type ScalingActivity } from '../shared/scaling-activities';
import { switchOn } from '../shared/switch-on';
import { type GroupDirectory, type LeafGroup } from './group-directory';
import { type Queries } from './query-log';
import { type WakeMemory } from './wake-memory';

/** Some leaves could not be woken. `cause` holds AWS's errors, in the order of the message. */
export class WakeError extends Error {
  override readonly name = 'WakeError';
}

export interface WakeContext {
  /** Of the leaves' Region. */
  readonly client: AutoScalingClient;
  readonly directory: Pick<GroupDirectory, 'find'>;
  readonly memory: WakeMemory;
  readonly clock: Clock;
}

/** Whoever asked earlier has given up. AWS delivers a log for up to 24 hours where it could not at once. */
const OLDEST_QUERY_SECONDS = 30 * 60;
/** AWS names no time for a log's way to a function; people do not wait longer. */
const LATE_SECONDS = 5 * 60;

/**
 * Switches on the groups of the names that were asked for, where they are off and may be woken. A group that is on is left alone: queries never
 * keep a server up, and a second run over the same names does only what is missing.
 *
 * @throws WakeError that names every leaf that could not be woken, after trying all of them
 */
export async function wake(context: WakeContext, queries: Queries): Promise<void> {
  const { directory, memory } = context;
  const open = new Map([...inTime(context, queries)].filter(([name, askedAt]) => !memory.isSettled(name, askedAt)));
  const groups = await directory.find(new Set(open.keys()));
  logUnknown(open, groups);
  const failures = (
    await Promise.all(groups.map((group) => wakeOne(context, group, open.get(group.hostName) ?? new Date(0))))
  ).flat();
  if (failures.length === 0) return;
  throw new WakeError(
    `cannot wake ${failures.map(({ hostName, error }) => `${hostName}: ${String(error)}`).join('; ')}`,
    { cause: new AggregateError(failures.map(({ error }) => error)) },
  );
}

function inTime({ clock }: WakeContext, queries: Queries): Queries {
  const now = clock.now();
  const fresh = new Map([...queries].filter(([, askedAt]) => secondsBetween(askedAt, now) <= OLDEST_QUERY_SECONDS));
  const old = queries.size - fresh.size;
  if (old > 0) log.info('ignored names that were asked for more than 30 minutes ago', { count: old });
  return fresh;
}

/** One line for all of them, since a scanner asks for thousands. */
function logUnknown(queries: Queries, groups: readonly LeafGroup[]): void {
  const known = new Set(groups.map(({ hostName }) => hostName));
  const unknown = [...queries.keys()].filter((hostName) => !known.has(hostName));
  if (unknown.length > 0) log.debug('skipped names without a group', { count: unknown.length, first: unknown[0] });
}

/** Nothing, or why it failed. */
async function wakeOne({ client, memory, clock }: WakeContext, leaf: LeafGroup, askedAt: Date) {
  const { hostName, groupName, leafId, state } = leaf;
  const refused = (refusal: Refusal) => {
    memory.rememberRefusal(hostName, refusal);
    log.info('did not wake a leaf', { hostName, ...refusal });
    return [];
  };
  if (state.desiredCapacity > 0) {
    memory.rememberAwake(hostName);
    return [];
  }
  try {
    const ofNotes = refusalOf({ leafId, waker: 'dns', state, now: clock.now() });
    if (ofNotes !== undefined) return refused(ofNotes);
    const group = new AutoScalingGroup(client, groupName);
    const activities = await activitiesOf(group, hostName);
    const sleptAt = lastSleep(activities ?? []);
    if (sleptAt !== undefined && askedAt < sleptAt) {
      memory.rememberSleep(hostName, sleptAt);
      log.info('ignored: asked for before it fell asleep', { hostName, askedAt, sleptAt });
      return [];
    }
    const refusal = await switchOn({
      leafId,
      waker: 'dns',
      askedAt,
      group,
      state,
      activities,
      clock,
      warn: (what, error) => {
        log.warn(what, { hostName, error });
      },
    });
    if (refusal !== undefined) return refused(refusal);
    memory.rememberAwake(hostName);
    logWoken(leaf, Math.max(0, Math.round(secondsBetween(askedAt, clock.now()))));
    return [];
  } catch (error) {
    log.warn('cannot wake a leaf', { hostName, groupName, error });
    return [{ hostName, error }];
  }
}

/** What AWS does not say locks nobody out. */
async function activitiesOf(
  group: AutoScalingGroup,
  hostName: string,
): Promise<readonly ScalingActivity[] | undefined> {
  try {
    return await group.activities();
  } catch (error) {
    log.warn('cannot read what the group did lately: its notes decide alone', { hostName, error });
    return undefined;
  }
}

/** @param delaySeconds from the query to the turned switch */
function logWoken({ hostName, groupName }: LeafGroup, delaySeconds: number): void {
  log.info('woke a leaf', { hostName, groupName, delaySeconds });
  if (delaySeconds > LATE_SECONDS) {
    log.warn('the query came late: whoever asked has waited for minutes', { hostName, delaySeconds });
  }
}
