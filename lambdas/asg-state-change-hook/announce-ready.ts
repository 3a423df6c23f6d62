import { answeredNote } from '../shared/answered-note';
import { type GroupState, instanceInService } from '../shared/group-state';
import { type ReadyWhen } from '../shared/ready-when';
import { type Dependencies } from './dependencies';
import { type Trigger } from './event';
import { readyNote, tellingReady, toldReady, wasToldReady } from './known-instances';
import { readyNotice } from './messages';
import { isForStrangers } from './for-strangers';
import { notifyHourly } from './notify-hourly';
import { notifyOnce } from './notify-once';
import { reachableInstance } from './public-address';
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

/** Tells people, once per instance, that they can connect. Until then it follows how the instance starts. */
export async function announceReady(dependencies: Dependencies, state: GroupState, trigger: Trigger): Promise<void> {
  const instance = instanceInService(state);
  if (instance === undefined || wasToldReady(state, instance.id)) return;
  if (!(await isReady(dependencies, instance.id, trigger))) {
    await watchStart(dependencies, state, instance.id);
    return;
  }
  const reachable = await reachableInstance(dependencies);
  // replaced in the meantime: its successor is announced by the run that its events start
  if (reachable?.instance.id !== instance.id) return;
  const { leaf, group, clock } = dependencies;
  await group.note(readyNote(instance.id), tellingReady(reachable.launchedAt));
  const notice = readyNotice(leaf, reachable, clock.now());
  const occasion = { key: 'ready', id: instance.id };
  // who began it may have been noted by an earlier job of this run
  await (isForStrangers(await group.read(), instance.id)
    ? notifyHourly(dependencies, { cause: 'ready', ...occasion }, notice)
    : notifyOnce(dependencies, state, occasion, notice));
  await group.note(readyNote(instance.id), toldReady(reachable.launchedAt));
}

async function isReady(dependencies: Dependencies, instanceId: string, trigger: Trigger): Promise<boolean> {
  const { leaf, clock } = dependencies;
  const { event, count, pauseMs } = LOOKS[leaf.readyWhen];
  const looks = trigger.kind === event ? count : 1;
  for (let look = 1; look <= looks; look += 1) {
    if (await looksReady(dependencies, instanceId)) return true;
    if (look < looks) await clock.wait(pauseMs);
  }
  return false;
}

async function looksReady({ leaf, container, group }: Dependencies, instanceId: string): Promise<boolean> {
  switch (leaf.readyWhen) {
    case 'runs':
      return container.runsOn(instanceId);
    case 'healthy':
      return (await container.taskOn(instanceId))?.isHealthy === true;
    case 'answers':
      return (await group.read()).notes.has(answeredNote(instanceId));
  }
}
