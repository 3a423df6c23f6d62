import { type GroupState } from '../shared/group-state';
import { readMonthNote, withMonthNote } from '../shared/month-note';
import { countEnded, monthSoFar as minutesSoFar, reachesBack, runningInstances } from '../shared/month-minutes';
import { MONTH_NOTE } from '../shared/told-tags';
import { type Dependencies } from './dependencies';

type Needed = Pick<Dependencies, 'group' | 'instances' | 'clock'>;

/** Adds instances that are gone to what is noted of the month: each once, however often and beside itself it runs. */
export async function countMonth(dependencies: Needed, state: GroupState): Promise<void> {
  const facts = await readFacts(dependencies, state);
  const count = countEnded(facts);
  const noted = facts.counted?.month === count.month ? facts.counted : undefined;
  const isNew = noted === undefined ? count.minutes > 0 : count.until > noted.until;
  if (!isNew) return;
  // again: keepLimit of another run writes the other part
  const { notes } = await dependencies.group.read();
  await dependencies.group.note(MONTH_NOTE, withMonthNote(notes.get(MONTH_NOTE), count));
}

/** Minutes of this month, in UTC, in which the leaf was awake: instances that are gone, and those that run or end. */
export async function monthSoFar(dependencies: Needed, state: GroupState): Promise<number> {
  const instances = await runningInstances(state, (id) => dependencies.instances.read(id));
  return minutesSoFar({ ...(await readFacts(dependencies, state)), instances });
}

async function readFacts({ group, clock }: Needed, state: GroupState) {
  const { createdAt, notes } = state;
  const facts = { createdAt, counted: readMonthNote(notes.get(MONTH_NOTE)), now: clock.now() };
  const activities = await group.activitiesUntil((found) => reachesBack(found, facts));
  return { ...facts, activities, instances: [] };
}
