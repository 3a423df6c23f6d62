import { type Answer } from '../../lambdas/player-query/answer';
import { type Dependencies, type Word } from '../../lambdas/player-query/dependencies';
import { watchMinute } from '../../lambdas/player-query/watch-minute';
import { HookModel } from './hook-model';

const MINUTE = 60_000;

/** What was published of a minute: a point for each metric, the highest of those published. */
interface Point {
  players?: number;
  presence?: number;
}

/** A leaf with a Query as its functions see it: the group and the hook's part are the hook's model. */
export class QueryModel {
  readonly hook = new HookModel();
  /** What the game answers; undefined: nothing. */
  answer: Answer | undefined;
  countsPlayers = true;
  deployment = { id: 'ecs-svc/1', createdAt: new Date('2026-11-01T12:00:00Z'), runs: true };
  /** Whether the hook's runs fail. */
  hookFails = false;
  /** Whether the runs of player-query fail. */
  queryFails = false;
  /** Milliseconds since 1970 of each run of player-query, each query, and each time that the hook was told. */
  readonly runs: number[] = [];
  readonly queries: number[] = [];
  readonly told: number[] = [];
  /** What was published, by minute. */
  readonly points = new Map<string, Point>();
  /** How often something was published. */
  publications = 0;

  /** @param ask asks a real server instead of giving `answer` */
  constructor(private readonly ask: () => Promise<Answer | undefined> = () => Promise.resolve(this.answer)) {
    this.hook.hasQuery = true;
  }

  /** Lets minutes pass: the rule runs player-query, and every five minutes the schedule runs the hook. */
  async pass(minutes: number): Promise<void> {
    for (let n = 0; n < minutes; n += 1) {
      const minute = Math.floor(this.hook.now / MINUTE) * MINUTE;
      if ((minute / MINUTE) % 5 === 0) await this.runHook();
      if (this.hook.isQueryOn) await this.run();
      this.hook.now = Math.max(this.hook.now, minute + MINUTE);
    }
  }

  async runHook(): Promise<void> {
    if (!this.hookFails) await this.hook.run();
  }

  /** One run of player-query, for the minute that it is. */
  async run(minute = new Date(Math.floor(this.hook.now / MINUTE) * MINUTE)): Promise<void> {
    this.runs.push(this.hook.now);
    if (!this.queryFails) await watchMinute(this.dependencies(), minute);
  }

  /** What was published of a minute, by its time, e.g. `20:05`. */
  pointAt(time: string): Point {
    return this.points.get(`2026-11-22T${time}:00.000Z`) ?? {};
  }

  dependencies(): Dependencies {
    const { hook } = this;
    return {
      game: {
        countsPlayers: this.countsPlayers,
        loadingMinutes: 30,
        ask: () => {
          this.queries.push(hook.now);
          return this.ask();
        },
      },
      group: {
        read: () =>
          Promise.resolve({
            desiredCapacity: hook.desiredCapacity,
            zones: [],
            instances: hook.instances.map(({ id, lifecycleState }) => ({ id, lifecycleState })),
            notes: new Map(hook.notes),
            createdAt: hook.createdAt,
            isHeld: hook.isHeld,
            rules: hook.rules,
          }),
        note: (key, value) => {
          hook.notes.set(key, value);
          return Promise.resolve();
        },
      },
      service: { deployment: () => Promise.resolve(this.deployment) },
      metrics: {
        publish: (word, minutes) => {
          this.publications += 1;
          for (const minute of minutes) this.add(minute.toISOString(), word);
          return Promise.resolve();
        },
      },
      rule: {
        turnOff: () => {
          hook.isQueryOn = false;
          return Promise.resolve();
        },
      },
      hook: {
        gameAnswers: () => {
          this.told.push(hook.now);
          return this.runHook();
        },
      },
      clock: {
        now: () => new Date(hook.now),
        wait: (milliseconds) => {
          hook.now += milliseconds;
          return Promise.resolve();
        },
      },
    };
  }

  private add(minute: string, { players, presence }: Word): void {
    const before = this.points.get(minute) ?? {};
    this.points.set(minute, {
      presence: Math.max(presence, before.presence ?? 0),
      ...((players ?? before.players) !== undefined && { players: Math.max(players ?? 0, before.players ?? 0) }),
    });
  }
}
