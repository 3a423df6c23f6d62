import { type GroupState, livingInstance } from '../shared/group-state';
import { type LimitTold, readLimitTold, withLimitTold } from '../shared/limit-told-note';
import { log } from '../shared/log';
import { limitOfMonth } from '../shared/month-limit';
import { monthOf } from '../shared/month-note';
import { type Notice } from '../shared/notify';
import { MONTH_NOTE } from '../shared/told-tags';
import { monthSoFar } from './count-month';
import { type Dependencies } from './dependencies';
import { endedNotice, type LimitFacts, nearLimitNotice, usedUpNotice, wokenNotice } from './limit-notices';
import { notifyOnce } from './notify-once';

/** Of the limit, from which on people are warned. */
const WARN_AT = 0.8;
/** How long a running evening may last after the limit was reached. */
const GRACE_MS = 4 * 3_600_000;

/**
 * Tells people, once a month and limit each, that 80 % of a leaf's hours are used up, and that all are. Then a running evening may
 * go on for four hours before it is put to sleep. A hold wins, and what somebody launched after that is told of, not ended.
 */
export async function keepLimit(dependencies: Dependencies, state: GroupState): Promise<void> {
  const { clock } = dependencies;
  const now = clock.now();
  const limit = limitOfMonth(state, now);
  if (limit === undefined) return;
  const facts = { used: await monthSoFar(dependencies, state), limit, every: state.rules.limitMinutes ?? 0, now };
  const run = new LimitRun(dependencies, state, facts);
  const told = await run.tellPercent();
  if (told?.percent === 100) await run.watchInstance(told);
}

/** One look at a leaf's limit. */
class LimitRun {
  constructor(
    private readonly dependencies: Dependencies,
    private readonly state: GroupState,
    private readonly facts: LimitFacts,
  ) {}

  /** @returns what people know by now */
  async tellPercent(): Promise<LimitTold | undefined> {
    const { leaf } = this.dependencies;
    const before = await this.toldBefore();
    const percent = Math.max(this.percent(), before?.percent ?? 0) as LimitTold['percent'];
    if (percent === 0 || (before?.percent === percent && before.stage !== 'telling')) return before;
    // its time stays the same however often telling fails
    const telling = before?.percent === percent ? before : this.told(percent, 'telling');
    if (telling !== before) await this.note(telling);
    const isAwake = livingInstance(this.state) !== undefined;
    const notice = percent === 80 ? nearLimitNotice(leaf, this.facts) : usedUpNotice(leaf, this.facts, isAwake);
    await this.notify(telling, notice);
    const told = { ...telling, stage: 'told' } as const;
    await this.note(told);
    return told;
  }

  /** After the limit was reached: ends what ran then, hours later, and tells of what was launched since. */
  async watchInstance(told: LimitTold): Promise<void> {
    const { leaf, instances } = this.dependencies;
    if (told.stage === 'ending' && told.instanceId !== undefined) return this.end(told, told.instanceId);
    const instance = livingInstance(this.state);
    if (instance === undefined || told.instanceId === instance.id) return;
    const launchedAt = (await instances.read(instance.id))?.launchedAt;
    if (launchedAt === undefined) return;
    if (launchedAt > told.at) {
      const woken = { ...told, stage: 'woken', instanceId: instance.id } as const;
      await this.notify(woken, wokenNotice(leaf, this.facts, instance.id));
      await this.note(woken);
    } else if (this.facts.now.getTime() >= told.at.getTime() + GRACE_MS && this.mayEnd(this.state)) {
      const ending = { ...told, stage: 'ending', instanceId: instance.id } as const;
      await this.note(ending);
      await this.end(ending, instance.id);
    }
  }

  private async end(told: LimitTold, instanceId: string): Promise<void> {
    const { leaf, group } = this.dependencies;
    // somebody may have put it to sleep, held it or granted more in the meantime
    const state = await group.read();
    if (state.desiredCapacity > 0 && livingInstance(state)?.id === instanceId) {
      if (!this.mayEnd(state)) {
        await this.note({ ...this.told(told.percent, 'told'), at: told.at });
        return;
      }
      await group.sleep();
      log.warn('put the group to sleep: its hours of the month are used up', { instanceId });
    }
    await this.notify(told, endedNotice(leaf, this.facts, { instanceId, usedUpAt: told.at }));
    await this.note({ ...told, stage: 'ended' });
  }

  private mayEnd(state: GroupState): boolean {
    return state.desiredCapacity > 0 && !state.isHeld && limitOfMonth(state, this.facts.now) === this.facts.limit;
  }

  /** What people were told of this month's limit. Of another limit they know what was reached when it came. */
  private async toldBefore(): Promise<LimitTold | undefined> {
    const before = readLimitTold(this.state.notes.get(MONTH_NOTE));
    if (before?.month !== monthOf(this.facts.now)) return undefined;
    if (before.limitMinutes === this.facts.limit) return before;
    const known = this.told(this.percent() === 0 ? 0 : 80, 'told');
    await this.note(known);
    return known;
  }

  private percent(): LimitTold['percent'] {
    const { used, limit } = this.facts;
    if (used >= limit) return 100;
    return used >= limit * WARN_AT ? 80 : 0;
  }

  private told(percent: LimitTold['percent'], stage: LimitTold['stage']): LimitTold {
    const { now, limit } = this.facts;
    return { month: monthOf(now), percent, limitMinutes: limit, at: now, stage };
  }

  private async notify(told: LimitTold, notice: Notice): Promise<void> {
    const { month, percent, limitMinutes, stage, instanceId } = told;
    const id = [month, percent, limitMinutes, stage, ...(instanceId === undefined ? [] : [instanceId])].join('/');
    await notifyOnce(this.dependencies, this.state, { key: 'limit', id }, notice);
  }

  private async note(told: LimitTold): Promise<void> {
    const { group } = this.dependencies;
    // again: an earlier job of this run writes the other part
    const { notes } = await group.read();
    await group.note(MONTH_NOTE, withLimitTold(notes.get(MONTH_NOTE), told));
  }
}
