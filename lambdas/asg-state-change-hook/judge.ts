import { isForgotten } from '../shared/back-off';
import { type FruitlessNote, fruitlessNoteText, readFruitlessNote } from '../shared/fruitless-note';
import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { MOST_LEAVING } from '../shared/notes-at-once';
import { type ScalingActivity } from '../shared/scaling-activities';
import { FRUITLESS_NOTE, PLAYED_NOTE } from '../shared/told-tags';
import { wasWokenSince } from '../shared/woken-by';
import { type Dependencies, type Traffic } from './dependencies';
import { type JudgeNote, judgeNote, judgeNoteText, readJudgeNotes } from './judge-note';
import { isGone, knownInstances } from './known-instances';
import { tellBackOff } from './tell-back-off';
import { connectedWindow, type Verdict, verdictOn } from './verdict';

const MINUTE_MS = 60_000;
/** CloudWatch has all values of a minute by then. */
const VALUES_LATE_MS = 3 * MINUTE_MS;
/** After that nobody asks again. */
const ASKED_FOR_MS = 30 * MINUTE_MS;
/** After that nobody asks at all: the function did not run, or could not tell people that the instance stopped. */
const ASKED_WITHIN_MS = 24 * 60 * MINUTE_MS;

/** What a look at the instances that are gone came to. */
export interface Judged {
  /** Ids of those to look at again in the next run, which needs their notes: a call to AWS failed. */
  readonly undecided: ReadonlySet<string>;
  /** Of what could not be decided or told. */
  readonly errors: readonly unknown[];
}

/**
 * Decides once for each instance that is gone whether somebody played, or DNS woke it for nobody: what wakes a leaf slows DNS
 * down by that (shared/back-off.ts). Where the game counted a player it is decided at once. Else the bytes decide, of the minutes in which the
 * game said nothing, and they are known minutes later: until then a note keeps what is needed.
 *
 * Each time awake is known by its end, so another run over the same instance changes nothing. Where AWS does not say how an
 * instance ended, nothing is decided: that harms nobody. It never rejects.
 */
export async function judge(dependencies: Dependencies, traffic: Traffic, state: GroupState): Promise<Judged> {
  const { group, clock } = dependencies;
  const errors: unknown[] = [];
  const failed = new Set<string>();
  const attempt = (job: () => Promise<void>, ids: readonly string[] = []) =>
    job().catch((error: unknown) => {
      errors.push(error);
      for (const id of ids) failed.add(id);
    });
  const gone = knownInstances(state).filter(
    ({ instanceId }) => isGone(state, instanceId) && !state.notes.has(judgeNote(instanceId)),
  );
  let activities: readonly ScalingActivity[] = [];
  await attempt(() => beginWeek(dependencies, state));
  const waiting = readJudgeNotes(state);
  let verdicts: Verdict[] = [];
  await attempt(
    async () => {
      if (gone.length > 0) activities = await group.activities();
      const evidence = { state, activities, alarmName: traffic.alarmName, now: clock.now() };
      verdicts = gone.flatMap((instance) => verdictOn(instance, evidence) ?? []);
    },
    gone.map(({ instanceId }) => instanceId),
  );
  const asked = [...waiting, ...verdicts.filter((verdict) => verdict.kind === 'ask')];
  for (const note of asked.slice(0, -MOST_LEAVING)) await attempt(() => giveUp(dependencies, note));
  for (const note of asked.slice(-MOST_LEAVING))
    await attempt(() => askTraffic(dependencies, traffic, state, note), [note.instanceId]);
  for (const verdict of verdicts) {
    if (verdict.kind !== 'ask') await attempt(() => settle(dependencies, verdict), [verdict.instanceId]);
  }
  await attempt(() => tellBackOff(dependencies, state));
  const undecided = new Set<string>();
  for (const { instanceId } of gone) {
    if (failed.has(instanceId) && (await mayWait(dependencies, instanceId, activities))) undecided.add(instanceId);
  }
  return { undecided, errors };
}

/**
 * Whether an instance is gone for so short a time that the next run may still judge it, and tell people then: half an hour. Where AWS does not
 * say when it ended, as long as EC2 knows it, about an hour.
 */
async function mayWait(
  { instances, clock }: Dependencies,
  id: string,
  activities: readonly ScalingActivity[],
): Promise<boolean> {
  const end = activities.find(({ kind, instanceId }) => kind === 'terminate' && instanceId === id);
  if (end !== undefined) return clock.now().getTime() - (end.endedAt ?? clock.now()).getTime() < ASKED_FOR_MS;
  return (await instances.read(id).catch(() => undefined)) !== undefined;
}

/**
 * A group that is older than a week and has neither note was not judged until now: an older version deployed it, or it had no
 * domain. Somebody may have played the day before, so the week begins now. Otherwise strangers who wake it tomorrow would lock its
 * players out for hours.
 */
async function beginWeek({ group, clock }: Dependencies, state: GroupState): Promise<void> {
  const now = clock.now();
  if (!wasNeverJudged(state, now)) return;
  // again: another run may have judged it meanwhile
  if (wasNeverJudged(await group.read(), now)) await group.note(PLAYED_NOTE, now.toISOString());
}

function wasNeverJudged(state: GroupState, now: Date): boolean {
  return !state.notes.has(PLAYED_NOTE) && !state.notes.has(FRUITLESS_NOTE) && isForgotten(state, now);
}

async function askTraffic(
  dependencies: Dependencies,
  traffic: Traffic,
  { notes }: GroupState,
  note: JudgeNote,
): Promise<void> {
  const { group, clock } = dependencies;
  const { instanceId, startedAt, endedAt, goneAt, mayBeFruitless } = note;
  const age = clock.now().getTime() - goneAt.getTime();
  const isOver = age >= ASKED_FOR_MS;
  if (!notes.has(judgeNote(instanceId))) {
    if (age < ASKED_WITHIN_MS && !isJudged(notes, endedAt))
      await group.note(judgeNote(instanceId), judgeNoteText(note));
    return;
  }
  if (age < VALUES_LATE_MS) return;
  const window = connectedWindow(startedAt, endedAt);
  const wasBusy = await (window && traffic.wasBusy(window.from, window.to))?.catch((error: unknown) => {
    if (!isOver) throw error;
    log.warn('nobody can say whether somebody was there: CloudWatch did not answer', { instanceId, error });
    return undefined;
  });
  if (wasBusy === undefined && !isOver) return;
  if (wasBusy === true) await settle(dependencies, { kind: 'played', instanceId, endedAt });
  if (wasBusy === false && mayBeFruitless) await settle(dependencies, { kind: 'fruitless', ...note });
  await group.forget([judgeNote(instanceId)]);
}

async function giveUp({ group }: Dependencies, { instanceId }: JudgeNote): Promise<void> {
  log.warn('nobody can say whether somebody was there: too many instances wait for CloudWatch', { instanceId });
  await group.forget([judgeNote(instanceId)]);
}

/** Notes a verdict, unless the newest notes say that it is noted. */
async function settle({ group }: Dependencies, verdict: Exclude<Verdict, { kind: 'ask' }>): Promise<void> {
  const { endedAt } = verdict;
  // again: another run may have noted it meanwhile
  const { notes } = await group.read();
  const before = readFruitlessNote(notes.get(FRUITLESS_NOTE));
  if (verdict.kind === 'played') {
    if (wasPlayedUntil(notes, endedAt)) return;
    // first, so that a run that fails between the two is done again
    if (before !== undefined) await group.forget([FRUITLESS_NOTE]);
    await group.note(PLAYED_NOTE, endedAt.toISOString());
    return;
  }
  if (isJudged(notes, endedAt)) return;
  // that ended what DNS did before
  if (wasWokenSince(notes, endedAt)) return;
  const { launchedAt, goneAt } = verdict;
  const minutes = Math.ceil((goneAt.getTime() - launchedAt.getTime()) / MINUTE_MS);
  const { count = 0, since = launchedAt, told = false } = before ?? {};
  const fruitless: FruitlessNote = { count: count + 1, endedAt, minutes, since, told };
  await group.note(FRUITLESS_NOTE, fruitlessNoteText(fruitless));
  log.info('DNS woke it for nobody', { ...fruitless });
}

/** Whether a time awake with this end, or a later one, was judged. */
function isJudged(notes: GroupState['notes'], endedAt: Date): boolean {
  const fruitless = readFruitlessNote(notes.get(FRUITLESS_NOTE));
  return (fruitless !== undefined && fruitless.endedAt >= endedAt) || wasPlayedUntil(notes, endedAt);
}

function wasPlayedUntil(notes: GroupState['notes'], endedAt: Date): boolean {
  const played = notes.get(PLAYED_NOTE);
  return played !== undefined && new Date(played) >= endedAt;
}
