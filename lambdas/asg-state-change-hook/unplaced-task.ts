import { type GroupState, instanceInService } from '../shared/group-state';
import { NOT_PLACED_NOTES } from '../shared/told-tags';
import { type Dependencies } from './dependencies';
import { type Trigger, type UnplacedTask } from './event';
import { neverRan, unplacedNote, wasToldReady } from './known-instances';
import { unplacedNotice } from './messages';
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
  if (instance === undefined || state.notes.has(unplacedNote(instance.id))) return;
  const noted = notPlaced(state, instance.id);
  const failure = trigger.kind === 'task-not-placed' && (await concerns(dependencies, trigger, instance.id));
  if (noted === undefined && !failure) return;
  if (wasToldReady(state, instance.id) || (await container.runsOn(instance.id))) {
    if (noted !== undefined) await group.forget([notPlacedNote(instance.id)]);
    return;
  }
  const since = noted?.since ?? clock.now();
  const reason = failure ? inTag(trigger.reason) : (noted?.reason ?? '');
  if (clock.now().getTime() - since.getTime() < PATIENCE_MS) {
    const text = `${since.toISOString()} ${reason}`;
    if (state.notes.get(notPlacedNote(instance.id)) !== text) await group.note(notPlacedNote(instance.id), text);
    return;
  }
  await notifyHourly(dependencies, neverRan(instance.id), unplacedNotice(leaf, instance.id, reason));
  await group.note(unplacedNote(instance.id), clock.now().toISOString());
}

/** Since when and why ECS has not placed the container on an instance, as far as it was noted. */
export function notPlaced(
  { notes }: GroupState,
  instanceId: string,
): { readonly since: Date; readonly reason: string } | undefined {
  const [since, ...reason] = notes.get(notPlacedNote(instanceId))?.split(' ') ?? [];
  return since === undefined ? undefined : { since: new Date(since), reason: reason.join(' ') };
}

/** Whether ECS tried the instance: an event of an earlier one may come late. */
async function concerns({ container }: Dependencies, { hostArns }: UnplacedTask, instanceId: string): Promise<boolean> {
  if (hostArns.length === 0) return true;
  const arn = await container.hostArn(instanceId);
  return arn !== undefined && hostArns.includes(arn);
}

/** Key of the note that ECS has not placed the container on an instance. */
export function notPlacedNote(instanceId: string): string {
  return `${NOT_PLACED_NOTES}${instanceId}`;
}

/** The characters that the value of a tag can have, and fewer than its 256. */
function inTag(reason: string): string {
  return reason
    .replace(/[^\w .:/=+@-]+/g, ' ')
    .slice(0, 200)
    .trim();
}
