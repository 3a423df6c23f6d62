import { type GroupState } from '../shared/group-state';
import { monthBegin, readMonthNote, withMonthNote } from '../shared/month-note';
import { countEnded, monthSoFar, reachesBack, runningInstances } from '../shared/month-minutes';
import { type ScalingActivity } from '../shared/scaling-activities';
import { MONTH_NOTE } from '../shared/told-tags';
import { type Dependencies } from './dependencies';

/** The month of a leaf, as one run of the function sees it: all who ask in that run share one look at the scaling activities. */
export class MonthOfRun {
  private found: Promise<readonly ScalingActivity[]> | undefined;

  constructor(
    private readonly dependencies: Pick<Dependencies, 'group' | 'instances' | 'clock'>,
    private readonly state: GroupState,
  ) {}

  /** Adds instances that are gone to what is noted of the month: each once, however often and beside itself it runs. */
  async count(): Promise<void> {
    const { group } = this.dependencies;
    const facts = { ...this.facts(), activities: await this.activities(), instances: this.instances() };
    const count = countEnded(facts);
    const { month, until } = facts.counted ?? {};
    const since = until !== undefined && month === count.month ? until : monthBegin(facts.now);
    const isNew = count.until > since;
    if (!isNew) return;
    // again: keepLimit of another run writes the other part
    const { notes } = await group.read();
    await group.note(MONTH_NOTE, withMonthNote(notes.get(MONTH_NOTE), count));
  }

  /** Minutes of this month, in UTC, in which the leaf was awake: instances that are gone, and those that run or end. */
  async soFar(): Promise<number> {
    const instances = await runningInstances(this.state, (id) => this.dependencies.instances.read(id));
    return monthSoFar({ ...this.facts(), activities: await this.activities(), instances });
  }

  /** At least those of the instances that are there, where they were launched since the last count. */
  activities(): Promise<readonly ScalingActivity[]> {
    this.found ??= this.read();
    return this.found;
  }

  private async read(): Promise<readonly ScalingActivity[]> {
    try {
      const facts = this.facts();
      return await this.dependencies.group.activitiesUntil((found) => reachesBack(found, facts));
    } catch (error) {
      // who asks next tries again
      this.found = undefined;
      throw error;
    }
  }

  private instances() {
    return this.state.instances.filter(({ lifecycleState }) => lifecycleState !== 'Terminated');
  }

  private facts() {
    const { createdAt, notes } = this.state;
    return { createdAt, counted: readMonthNote(notes.get(MONTH_NOTE)), now: this.dependencies.clock.now() };
  }
}
