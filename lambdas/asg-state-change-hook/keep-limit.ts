import { type GroupState, livingInstance } from '../shared/group-state';
import { type LimitTold, readLimitTold, withLimitTold } from '../shared/limit-told-note';
import { log } from '../shared/log';
import { limitOfMonth } from '../shared/month-limit';
import { monthOf } from '../shared/month-note';
import { type Notice } from '../shared/notify';
import { isRequested } from '../shared/scaling-activities';
import { MONTH_NOTE, WOKEN_BY_NOTE } from '../shared/told-tags';
import { begunBy, readWokenBy } from '../shared/woken-by';
import { type MonthOfRun } from './count-month';
import { type Dependencies } from './dependencies';
import { endedNotice, type LimitFacts, nearLimitNotice, usedUpNotice, wokenNotice } from './limit-notices';
import { notifyOnce } from './notify-once';

/** Of the limit, from which on people are warned. */
const WARN_AT = 0.8;
/** How long a running evening may last after the limit was reached. */
const GRACE_MS = 4 * 3_600_000;

/**
 * Tells people, once a month and limit each, that 80 % of a leaf's hours are used up, and that all are. Then a running evening may
 * go on for four hours before it is put to sleep. A hold wins, and what somebody woke in the console after that is told of, not ended. A topic that
 * fails keeps nothing awake: who is owed an e-mail gets the newest.
 *
 * @throws AggregateError of what could not be told or done
 */
export async function keepLimit(dependencies: Dependencies, state: GroupState, month: MonthOfRun): Promise<void> {
  const { clock } = dependencies;
  const now = clock.now();
  const limit = limitOfMonth(state, now);
  if (limit === undefined) return;
  const facts = { used: await month.soFar(), limit, every: state.rules.limitMinutes ?? 0, now };
  const run = new LimitRun(dependencies, state, month, facts);
  await run.notePercent();
  const errors: unknown[] = [];
  for (const job of [() => run.tellPercent(), () => run.finishEnd(), () => run.watchInstance()]) {
    await job().catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('; '));
}

/** One look at a leaf's limit. */
class LimitRun {
  /** What people know, or are to be told. Undefined where that is nothing. */
  private known: LimitTold | undefined;

  constructor(
    private readonly dependencies: Dependencies,
    private readonly state: GroupState,
    private readonly month: MonthOfRun,
    private readonly facts: LimitFacts,
  ) {}

  /** Before everything else, so that the four hours begin however often telling fails. */
  async notePercent(): Promise<void> {
    this.known = await this.toldBefore();
    const percent = Math.max(this.percent(), this.known?.percent ?? 0) as LimitTold['percent'];
    if (percent > 0 && this.known?.percent !== percent) await this.note(this.told(percent, 'telling'));
  }

  async tellPercent(): Promise<void> {
    const { leaf } = this.dependencies;
    if (this.known?.stage !== 'telling') return;
    const telling = this.known;
    const isAwake = livingInstance(this.state) !== undefined;
    const notice = telling.percent === 80 ? nearLimitNotice(leaf, this.facts) : usedUpNotice(leaf, this.facts, isAwake);
    await this.notify(telling, notice);
    await this.note({ ...telling, stage: 'told' });
  }

  /** Where an earlier run did not put the instance to sleep, or people are still to be told that it did. */
  async finishEnd(): Promise<void> {
    if (this.known?.stage !== 'ending' || this.known.instanceId === undefined) return;
    await this.end(this.known, this.known.instanceId);
  }

  /** After the limit was reached: ends what ran then, hours later, and tells of what was launched since. */
  async watchInstance(): Promise<void> {
    const { leaf, instances } = this.dependencies;
    const { known, facts } = this;
    const instance = livingInstance(this.state);
    if (known?.percent !== 100 || instance === undefined || known.instanceId === instance.id) return;
    const launchedAt = (await instances.read(instance.id))?.launchedAt;
    if (launchedAt === undefined) return;
    if (await this.isWoken(known, instance.id, launchedAt)) {
      // who is owed an earlier e-mail gets that first: one note keeps who has the newest
      if (known.stage === 'telling' || known.stage === 'ending') return;
      const woken = { ...known, stage: 'woken', instanceId: instance.id } as const;
      await this.notify(woken, wokenNotice(leaf, facts, instance.id));
      await this.note(woken);
    } else if (facts.now.getTime() >= known.at.getTime() + GRACE_MS && this.mayEnd(this.state)) {
      const ending = { ...known, stage: 'ending', instanceId: instance.id } as const;
      await this.note(ending);
      await this.end(ending, instance.id);
    }
  }

  /**
   * Whether somebody in the console woke it after the limit was reached: somebody asked for its launch, and no note says who. Everything
   * else has the four hours: what DNS or a person woke seconds before, and what AWS launches in place of an instance that failed. What it
   * launches in place of one from the console is the console's too.
   */
  private async isWoken({ at, stage }: LimitTold, instanceId: string, launchedAt: Date): Promise<boolean> {
    if (launchedAt <= at) return false;
    if (begunBy(readWokenBy(this.state.notes.get(WOKEN_BY_NOTE)), launchedAt) !== undefined) return false;
    if (stage === 'woken') return true;
    const activities = await this.month.activities();
    const launch = activities.find((activity) => activity.kind === 'launch' && activity.instanceId === instanceId);
    return isRequested(launch);
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
    this.known = told;
  }
}
