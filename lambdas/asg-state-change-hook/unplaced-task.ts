import { type GroupState, instanceInService } from '../shared/group-state';
import { type Dependencies } from './dependencies';
import { type Trigger, type UnplacedTask } from './event';
import { neverRan, wasToldReady } from './known-instances';
import { unplacedNotice } from './messages';
import { notPlacedNote, notPlacedText, readNotPlaced } from './not-placed-note';
import { notifyHourly } from './notify-hourly';

/**
 * ECS tries again by itself, and the most common reasons pass: an agent that is not connected yet, a port of a task that
 * is still stopping.
 */
const PATIENCE_MS = 180_000;

/**
 * Tells people, once per instance, that ECS cannot place the container on it, if minutes later the container still does not
 * run. The instance stays up, for a person to look at it: if nothing changes the watchdog puts it to sleep, since no
 * player can be connected.
 */
export async function reportUnplacedTask(
  dependencies: Dependencies,
  state: GroupState,
  trigger: Trigger,
): Promise<void> {
  const { leaf, group, container, clock } = dependencies;
  const instance = instanceInService(state);
  if (instance === undefined) return;
  const noted = readNotPlaced(state.notes, instance.id);
  if (noted?.told === true) return;
  const failure = trigger.kind === 'task-not-placed' && (await concerns(dependencies, trigger, instance.id));
  if (noted === undefined && !failure) return;
  if (wasToldReady(state, instance.id) || (await container.runsOn(instance.id))) {
    if (noted !== undefined) await group.forget([notPlacedNote(instance.id)]);
    return;
  }
  const since = noted?.since ?? clock.now();
  const reason = failure ? trigger.reason : (noted?.reason ?? '');
  if (clock.now().getTime() - since.getTime() < PATIENCE_MS) {
    const text = notPlacedText({ since, reason, told: false });
    if (state.notes.get(notPlacedNote(instance.id)) !== text) await group.note(notPlacedNote(instance.id), text);
    return;
  }
  await notifyHourly(dependencies, neverRan(instance.id), unplacedNotice(leaf, instance.id, reason));
  await group.note(notPlacedNote(instance.id), notPlacedText({ since, reason, told: true }));
}

/** Whether ECS tried the instance: an event of an earlier one may come late. */
async function concerns({ container }: Dependencies, { hostArns }: UnplacedTask, instanceId: string): Promise<boolean> {
  if (hostArns.length === 0) return true;
  const arn = await container.hostArn(instanceId);
  return arn !== undefined && hostArns.includes(arn);
}
