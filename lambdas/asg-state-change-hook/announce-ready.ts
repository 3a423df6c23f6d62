import { answeredNote, readAnsweredNote } from '../shared/answered-note';
import { type GroupState, instanceInService } from '../shared/group-state';
import { type ReadyWhen } from '../shared/ready-when';
import { type Dependencies } from './dependencies';
import { type Trigger } from './event';
import { readyNote, readySince, tellingReady, toldReady, wasToldReady } from './known-instances';
import { readyNotice } from './messages';
import { isForStrangers } from './for-strangers';
import { notifyHourly } from './notify-hourly';
import { notifyOnce } from './notify-once';
import { reachableInstance } from './public-address';
import { startLine } from './start-line';
import { type StartOfRun } from './start-of-run';
import { watchStart } from './start-watch';

/** How often to look after the event that tells of it, and milliseconds between two looks. */
interface Looks {
  readonly event: Trigger['kind'];
  readonly count: number;
  readonly pauseMs: number;
}

const LOOKS: Readonly<Record<ReadyWhen, Looks>> = {
  // ECS may show a task's new state a moment after the event that tells of it
  runs: { event: 'task-runs', count: 5, pauseMs: 2_000 },
  // no event tells of a task's health (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html): after
  // a minute it is left to the schedule
  healthy: { event: 'task-runs', count: 13, pauseMs: 5_000 },
  // a tag may be seen a moment after it was written
  answers: { event: 'game-answers', count: 5, pauseMs: 2_000 },
};

/**
 * Tells people, once per instance, that they can connect. Until then it follows how the instance starts.
 *
 * @param start what the e-mail says of the start's parts
 */
export async function announceReady(
  dependencies: Dependencies,
  state: GroupState,
  trigger: Trigger,
  start: StartOfRun,
): Promise<void> {
  const instance = instanceInService(state);
  if (instance === undefined || wasToldReady(state, instance.id)) return;
  const seenReadyAt = await readyAt(dependencies, instance.id, trigger);
  if (seenReadyAt === undefined) {
    await watchStart(dependencies, state, instance.id);
    return;
  }
  const reachable = await reachableInstance(dependencies);
  // replaced in the meantime: its successor is announced by the run that its events start
  if (reachable?.instance.id !== instance.id) return;
  const { leaf, group, clock } = dependencies;
  // of a run before that did not reach everybody
  const times = { launchedAt: reachable.launchedAt, readyAt: readySince(state, instance.id) ?? seenReadyAt };
  await group.note(readyNote(instance.id), tellingReady(times));
  const took = startLine(await start.of(instance.id, times.readyAt), leaf.readyWhen);
  const notice = readyNotice(leaf, reachable, clock.now(), took);
  const occasion = { key: 'ready', id: instance.id };
  // who began it may have been noted by an earlier job of this run
  await (isForStrangers(await group.read(), instance.id)
    ? notifyHourly(dependencies, { cause: 'ready', ...occasion }, notice)
    : notifyOnce(dependencies, state, occasion, notice));
  await group.note(readyNote(instance.id), toldReady(times));
}

/** Since when people can connect, as far as the function can know. Undefined while they cannot. */
async function readyAt(dependencies: Dependencies, instanceId: string, trigger: Trigger): Promise<Date | undefined> {
  const { leaf, clock } = dependencies;
  const { event, count, pauseMs } = LOOKS[leaf.readyWhen];
  const looks = trigger.kind === event ? count : 1;
  for (let look = 1; look <= looks; look += 1) {
    const since = await looksReady(dependencies, instanceId);
    if (since !== undefined) return since;
    if (look < looks) await clock.wait(pauseMs);
  }
  return undefined;
}

async function looksReady(
  { leaf, container, group, clock }: Dependencies,
  instanceId: string,
): Promise<Date | undefined> {
  switch (leaf.readyWhen) {
    case 'runs':
      if (!(await container.runsOn(instanceId))) return undefined;
      return (await container.taskOn(instanceId))?.startedAt ?? clock.now();
    case 'healthy':
      // nobody notes since when it is
      return (await container.taskOn(instanceId))?.isHealthy === true ? clock.now() : undefined;
    case 'answers': {
      const note = (await group.read()).notes.get(answeredNote(instanceId));
      return note === undefined ? undefined : (readAnsweredNote(note)?.at ?? clock.now());
    }
  }
}
