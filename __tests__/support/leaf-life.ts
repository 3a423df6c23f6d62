import { type Refusal, refusalOf } from '../../lambdas/shared/refusal';
import { type Waker } from '../../lambdas/shared/woken-by';
import { CAUSES, HookModel } from './hook-model';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** What Auto Scaling gives at once. */
const NEWEST_ACTIVITIES = 50;

export interface LeafLifeProps {
  readonly hasQuery: boolean;
  /** Seconds from the switch to the launch, and from the launch to the service. */
  readonly reactionSeconds: number;
  readonly bootSeconds: number;
  /** Minutes in service after which Container Activity ends a time awake that nobody used. */
  readonly unusedMinutes: number;
  /** Minutes after which it does so when the last player has left. */
  readonly idleMinutes: number;
  readonly drainMinutes: number;
  /** Seconds by which the hook gets its next event late; undefined: never. */
  readonly eventDelay: () => number | undefined;
  /** Whether the back-off decides; without it DNS wakes the leaf whenever it sleeps, as before there was one. @default true */
  readonly backsOff?: boolean;
}

/** A time from a launch until its instance was gone, in milliseconds since 1970. */
export interface TimeAwake {
  readonly launchedAt: number;
  goneAt?: number;
}

/**
 * A leaf over days, as fast as a test wants: the group and the hook are the hook's model, with its real code; the code of who wakes a leaf decides
 * about each query; the alarm is a time after which it ends what nobody uses.
 */
export class LeafLife {
  readonly hook: HookModel;
  readonly times: TimeAwake[] = [];
  /** How often DNS woke it. */
  wakeUps = 0;
  private readonly due: { readonly at: number; readonly act: () => void | Promise<void> }[] = [];
  private refused: { readonly refusal: Refusal; readonly changes: number } | undefined;
  private nextRun: number;
  /** Until then Container Activity sees somebody, or must not look yet. */
  private quietUntil = Infinity;

  constructor(private readonly props: LeafLifeProps) {
    this.hook = HookModel.of({ hasQuery: props.hasQuery });
    this.nextRun = this.hook.now;
  }

  get now(): number {
    return this.hook.now;
  }

  get isAsleep(): boolean {
    return this.hook.desiredCapacity === 0;
  }

  /** Lets time pass: what is due happens, and the hook runs on the schedule. */
  async advance(to: number): Promise<void> {
    for (;;) {
      const [next] = this.due;
      const at = Math.min(next?.at ?? Infinity, this.nextRun);
      if (at > to) break;
      this.hook.now = Math.max(this.hook.now, at);
      if (next?.at === at) {
        this.due.shift();
        await next.act();
      } else {
        this.nextRun += 5 * MINUTE;
        // a run over a leaf that sleeps, and of which nothing is noted, does nothing
        if (this.hook.instances.length > 0 || this.hasWork()) await this.hook.run();
      }
    }
    this.hook.now = Math.max(this.hook.now, to);
  }

  /** A DNS query. @returns why it does not wake a leaf that sleeps */
  query(): Refusal | undefined {
    if (!this.isAsleep) return undefined;
    const refusal = this.props.backsOff === false ? undefined : this.refusal();
    if (refusal === undefined) this.wake('dns');
    return refusal;
  }

  /** Asked again only when something has changed, or the time is over that it named: tests of back-off.ts show that it keeps its word. */
  private refusal(): Refusal | undefined {
    const { hook, now } = this;
    const changes = hook.writes.length + hook.activities.length;
    const { refused } = this;
    if (refused?.changes === changes && now < (refused.refusal.until?.getTime() ?? 0)) return refused.refusal;
    const activities = hook.activities.slice(0, NEWEST_ACTIVITIES);
    const refusal = refusalOf({
      leafId: 'minecraft',
      waker: 'dns',
      state: hook.state(),
      activities,
      now: new Date(now),
    });
    this.refused = refusal && { refusal, changes };
    return refusal;
  }

  wake(waker: Waker): void {
    if (!this.isAsleep) return;
    this.wakeUps += 1;
    this.hook.wake(waker);
    this.quietUntil = Infinity;
    this.after(this.props.reactionSeconds * SECOND, () => {
      this.launch();
    });
  }

  /** Somebody plays from now on, as soon as there is an instance in service. */
  play(minutes: number): void {
    this.whenInService(() => {
      this.hook.play(1);
      const until = this.now + minutes * MINUTE;
      this.hook.connect(this.now, until);
      this.keepQuiet(until + this.props.idleMinutes * MINUTE);
    });
  }

  /** Minutes from each launch until its instance is gone, as they are billed. */
  minutesAwake(): number {
    const ends = this.times.map(({ launchedAt, goneAt = this.now }) => goneAt - launchedAt);
    return ends.reduce((sum, time) => sum + time, 0) / MINUTE;
  }

  private launch(): void {
    const launchedAt = this.now;
    if (this.hook.launch() === undefined) return;
    this.times.push({ launchedAt });
    this.after(this.props.bootSeconds * SECOND, () => {
      this.hook.giveAddress();
      this.hook.putInService();
      this.hook.runContainer();
      this.event('task-runs');
      this.keepQuiet(this.now + this.props.unusedMinutes * MINUTE);
      if (!this.props.hasQuery) return;
      this.hook.play(0);
      this.event('game-answers');
    });
  }

  private keepQuiet(until: number): void {
    this.quietUntil = this.quietUntil === Infinity ? until : Math.max(this.quietUntil, until);
    this.after(until - this.now, () => {
      if (this.isAsleep || this.now < this.quietUntil) return;
      this.hook.sleep(CAUSES.activity);
      this.event('group');
      this.after(this.props.drainMinutes * MINUTE, () => {
        this.hook.finishTermination();
        for (const time of this.times.slice(0, this.hook.instances.length > 0 ? -1 : undefined))
          time.goneAt ??= this.now;
        this.event('group');
      });
    });
  }

  private whenInService(act: () => void): void {
    if (this.hook.inService() !== undefined && !this.isAsleep) act();
    else
      this.after(10 * SECOND, () => {
        this.whenInService(act);
      });
  }

  /** The hook gets an event: late, or not at all. */
  private event(kind: 'group' | 'task-runs' | 'game-answers'): void {
    const delay = this.props.eventDelay();
    if (delay !== undefined) this.after(delay * SECOND, () => this.hook.run({ kind }));
  }

  private after(milliseconds: number, act: () => void | Promise<void>): void {
    const at = this.now + milliseconds;
    const index = this.due.findIndex((other) => other.at > at);
    this.due.splice(index === -1 ? this.due.length : index, 0, { at, act });
  }

  private hasWork(): boolean {
    const { notes } = this.hook;
    return [...notes.keys()].some((key) => key.includes('/')) || !/^[12] |told$/.test(notes.get('fruitless') ?? 'told');
  }
}
