import { ASLEEP_ADDRESS } from '../shared/address-record';
import { type GroupState, instanceInService, livingInstance } from '../shared/group-state';
import { log } from '../shared/log';
import { type Start, type StartStep } from '../shared/starts';
import { readStarts } from '../shared/starts-text';
import { type Dependencies, type StartsParameter } from './dependencies';
import { readySince, wasToldReady } from './known-instances';
import { type ObservedRecord, type RecordChange } from './observed-record';
import { type StartOfRun } from './start-of-run';
import { writeStart } from './write-start';

/** Milliseconds between two questions whether Route 53 is in sync. */
const PAUSE_MS = 5_000;
/** A longer time without a question says too little of when it came to be in sync. */
const LONGEST_GAP_MS = 15_000;
/** AWS: all name servers have a change within 60 seconds under normal conditions. */
const PATIENCE_MS = 60_000;
/** After the run's begin nothing more is waited for: the function may take 120 seconds. */
const LATEST_MS = 80_000;

/** What ECS says of how the container started. */
const OF_ECS: readonly StartStep[] = ['registered', 'pulling', 'pulled', 'started'];
/** How long a later run asks for what ECS did not say before people could connect. */
const LATE_MS = 10 * 60_000;

/** What a run knows beside AWS. */
export interface Run {
  readonly begunAt: Date;
  /** As the run found it. */
  readonly state: GroupState;
  readonly start: StartOfRun;
  /** Absent without a domain. */
  readonly record?: ObservedRecord | undefined;
}

/**
 * Records what is known by now of the start of the instance in service, until people can connect, and up to ten minutes longer where ECS did
 * not say all; and when Route 53 is in sync with the address that this run wrote. A launch that never comes into service is no start. It asks nothing while there is no instance, and
 * never fails: the next run looks again.
 */
export async function recordStart(dependencies: Dependencies, run: Run): Promise<void> {
  const { starts: parameter } = dependencies;
  if (parameter === undefined || livingInstance(run.state) === undefined) return;
  try {
    await recordKnown(dependencies, parameter, run);
    const { record } = run;
    if (record?.change !== undefined) await recordInSync(dependencies, parameter, run, record, record.change);
  } catch (error) {
    log.warn('cannot record the start', { error });
  }
}

/** @param inSync of this run's change, and the instance that has its address */
async function recordKnown(
  { group, clock }: Dependencies,
  parameter: StartsParameter,
  { start }: Run,
  inSync?: { readonly id: string; readonly at: Date },
): Promise<void> {
  // people may have been told in this run
  const state = await group.read();
  const id = instanceInService(state)?.id;
  if (id === undefined || (inSync !== undefined && inSync.id !== id)) return;
  const known = readStarts((await parameter.read()).text).find(({ instanceId }) => instanceId === id);
  const readyAt = readySince(state, id);
  // an earlier version told of it: nobody knows any more how it was
  if (known === undefined && wasToldReady(state, id) && readyAt === undefined) return;
  const closed = isClosed(known, clock.now());
  if (closed && inSync === undefined) return;
  const facts = closed ? { instanceId: id, times: {} } : await factsOf(start, id, { readyAt, known });
  await writeStart(parameter, { ...facts, times: { ...facts.times, ...(inSync && { inSync: inSync.at }) } });
}

/** Whether nothing is asked any more of how it started. */
function isClosed(known: Start | undefined, now: Date): boolean {
  const times: Start['times'] = known?.times ?? {};
  const { ready } = times;
  if (ready === undefined) return false;
  return OF_ECS.every((step) => times[step] !== undefined) || now.getTime() - ready.getTime() > LATE_MS;
}

/** The host is asked only for what nobody knows yet. */
async function factsOf(
  start: StartOfRun,
  id: string,
  { readyAt, known }: { readonly readyAt: Date | undefined; readonly known: Start | undefined },
): Promise<Start> {
  const facts = await start.of(id, readyAt);
  const { mounted, locked } = known?.times ?? {};
  const ofHost = mounted !== undefined && locked !== undefined ? {} : await start.ofHost(id);
  return { ...facts, times: { ...facts.times, ...ofHost } };
}

async function recordInSync(
  dependencies: Dependencies,
  parameter: StartsParameter,
  run: Run,
  record: ObservedRecord,
  change: RecordChange,
): Promise<void> {
  if (change.address === ASLEEP_ADDRESS) return;
  const latest = Math.min(change.at.getTime() + PATIENCE_MS, run.begunAt.getTime() + LATEST_MS);
  const at = await inSyncAt(dependencies, record, change, latest);
  if (at === undefined) return;
  const id = await servingAt(dependencies, change.address, latest);
  if (id !== undefined) await recordKnown(dependencies, parameter, run, { id, at });
}

/** Undefined where it is not in sync in time, or may have been for long. */
async function inSyncAt(
  { clock }: Dependencies,
  record: ObservedRecord,
  change: RecordChange,
  latest: number,
): Promise<Date | undefined> {
  for (let pendingAt = change.at; ; pendingAt = clock.now()) {
    if (await record.isInSync(change.id)) {
      const now = clock.now();
      return now.getTime() - pendingAt.getTime() <= LONGEST_GAP_MS ? now : undefined;
    }
    if (clock.now().getTime() + PAUSE_MS > latest) return undefined;
    await clock.wait(PAUSE_MS);
  }
}

/** The instance in service that has that address. One that is on its way is waited for. */
async function servingAt(
  { group, instances, clock }: Dependencies,
  address: string,
  latest: number,
): Promise<string | undefined> {
  for (;;) {
    const state = await group.read();
    const living = livingInstance(state);
    if (living === undefined || (await instances.read(living.id))?.publicAddress !== address) return undefined;
    if (instanceInService(state)?.id === living.id) return living.id;
    if (clock.now().getTime() + PAUSE_MS > latest) return undefined;
    await clock.wait(PAUSE_MS);
  }
}
