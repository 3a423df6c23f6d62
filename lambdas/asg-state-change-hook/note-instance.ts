import { type GroupState, instanceInService } from '../shared/group-state';
import { WOKEN_BY_NOTE } from '../shared/told-tags';
import { begunBy, readWokenBy } from '../shared/woken-by';
import { type Dependencies } from './dependencies';
import { HELD, type InServiceNote, inServiceNoteText, readInServiceNote } from './in-service-note';
import { inServiceNote } from './known-instances';

/**
 * Notes each instance once it is in service, so that people are told in the end, also when its container never runs; and what
 * decides later whether it was there for nobody: who woke it, whether the leaf was held, when its container started.
 */
export async function noteInstance(dependencies: Dependencies, state: GroupState): Promise<void> {
  const inService = instanceInService(state);
  if (inService === undefined) return;
  const key = inServiceNote(inService.id);
  const text = state.notes.get(key);
  const noted = readInServiceNote(text);
  const note = await (noted === undefined
    ? firstNote(dependencies, state, inService.id)
    : later(dependencies, noted, inService.id));
  if (note === undefined) return;
  const newText = inServiceNoteText({ ...note, ...(state.isHeld && { by: HELD }) });
  if (newText !== text) await dependencies.group.note(key, newText);
}

async function firstNote(
  { instances }: Dependencies,
  { notes }: GroupState,
  instanceId: string,
): Promise<InServiceNote | undefined> {
  const instance = await instances.read(instanceId);
  if (instance === undefined) return undefined;
  const { launchedAt } = instance;
  const by = begunBy(readWokenBy(notes.get(WOKEN_BY_NOTE)), launchedAt);
  return { launchedAt, ...(by !== undefined && { by }) };
}

async function later(
  { traffic, container }: Dependencies,
  noted: InServiceNote,
  instanceId: string,
): Promise<InServiceNote> {
  if (traffic === undefined || noted.startedAt !== undefined) return noted;
  const startedAt = (await container.taskOn(instanceId))?.startedAt;
  return { ...noted, ...(startedAt && { startedAt }) };
}
