import fc from 'fast-check';

import { LeafLife, type LeafLifeProps } from '../support/leaf-life';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY_MINUTES = 24 * 60;
const DAY = DAY_MINUTES * MINUTE;
const iso = (time: number) => new Date(time).toISOString();

/** Numbers that a run draws as often as it wants, of which it shows only the seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A leaf, and how late the hook gets its events: one in so many is lost. */
const leaf = fc.record({
  hasQuery: fc.boolean(),
  reactionSeconds: fc.integer({ min: 4, max: 37 }),
  bootSeconds: fc.integer({ min: 20, max: 180 }),
  graceMinutes: fc.integer({ min: 1, max: 15 }),
  idleMinutes: fc.integer({ min: 5, max: 20 }),
  drainMinutes: fc.integer({ min: 0, max: 5 }),
  lostOneIn: fc.integer({ min: 1, max: 10 }),
  seed: fc.nat(),
});
type Leaf = typeof leaf extends fc.Arbitrary<infer Value> ? Value : never;

/** Strangers ask after so many seconds, again and again; `worst`: ten seconds after each sleep, and then as soon as it helps. */
const strangers = fc.oneof(
  fc.constant('worst' as const),
  fc.record({ least: fc.integer({ min: 10, max: 3_600 }), more: fc.integer({ min: 1, max: 7_200 }) }),
);
type Strangers = typeof strangers extends fc.Arbitrary<infer Value> ? Value : never;

function lifeOf({ seed, graceMinutes, lostOneIn, ...some }: Leaf): LeafLife {
  const draw = dice(seed);
  const props: LeafLifeProps = {
    ...some,
    unusedMinutes: graceMinutes + some.idleMinutes,
    eventDelay: () => (draw(lostOneIn) === 0 ? undefined : draw(120)),
  };
  return new LeafLife(props);
}

/** Lets strangers ask for so many days. @param until called with each refusal */
async function beAsked(
  life: LeafLife,
  how: Strangers,
  { days, seed, friends = [] }: { days: number; seed: number; friends?: readonly Visit[] },
  refused: (until: number) => void = () => undefined,
): Promise<void> {
  const draw = dice(seed);
  const end = life.now + days * DAY;
  const visits = [...friends];
  while (life.now < end) {
    const refusal = life.query();
    if (refusal !== undefined) refused(refusal.until?.getTime() ?? Infinity);
    const next = how === 'worst' ? worstMoment(life, refusal?.until) : life.now + (how.least + draw(how.more)) * SECOND;
    const [visit] = visits;
    if (visit === undefined || visit.at > next) await life.advance(Math.min(next, end));
    else {
      visits.shift();
      await life.advance(visit.at);
      await visit.come(life);
    }
  }
}

/** As soon as it helps: until then it is asked every ten seconds, which changes nothing. */
function worstMoment(life: LeafLife, until: Date | undefined): number {
  return Math.max(life.now + 10 * SECOND, life.isAsleep ? (until?.getTime() ?? 0) : 0);
}

/** A leaf lives for weeks in each run, so a run that fails is not made smaller: its seed is told. */
const RUNS = { numRuns: 12, endOnFailure: true };

interface Visit {
  readonly at: number;
  readonly come: (life: LeafLife) => Promise<void>;
}

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('a leaf that somebody played on in the last 7 days: whatever strangers do, DNS wakes it within 30 minutes', async () => {
  const visit = fc.record({
    // the week may be over while they play: what the hook has not judged yet must not lock them out
    afterHours: fc.integer({ min: 1, max: 7 * 24 - 13 }),
    minutes: fc.integer({ min: 15, max: 240 }),
    triesEverySeconds: fc.integer({ min: 10, max: 120 }),
  });
  await fc.assert(
    fc.asyncProperty(
      leaf,
      strangers,
      fc.array(visit, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (some, how, visits, isUpgraded) => {
        const life = lifeOf(some);
        const begin = life.now;
        life.hook.createdAt = new Date(begin - 60 * DAY);
        // what an older version deployed does not know when somebody played
        if (!isUpgraded) life.hook.notes.set('played', iso(begin - 12 * 60 * MINUTE));
        let came = 0;
        let at = begin;
        const friends = visits.map(({ afterHours, minutes, triesEverySeconds }): Visit => {
          at += afterHours * 60 * MINUTE;
          return {
            at,
            come: async () => {
              const asked = life.now;
              while (life.query() !== undefined) {
                await life.advance(life.now + triesEverySeconds * SECOND);
                if (life.now - asked > 30 * MINUTE + triesEverySeconds * SECOND) return;
              }
              came += 1;
              life.play(minutes);
            },
          };
        });
        const days = Math.ceil((at - begin) / DAY) + 1;

        let longest = 0;
        await beAsked(life, how, { days, seed: some.seed, friends }, (until) => {
          longest = Math.max(longest, until - life.now);
        });
        expect(longest).toBeLessThanOrEqual(30 * MINUTE);
        expect(came).toBe(visits.length);
      },
    ),
    RUNS,
  );
});

/** Share of the time that a leaf is awake, from a moment on. */
async function shareAwake(life: LeafLife, days: number, pass: () => Promise<void>): Promise<number> {
  const before = life.minutesAwake();
  await pass();
  return (life.minutesAwake() - before) / (days * 24 * 60);
}

test('a leaf that nobody played on for 7 days: whatever strangers do, it is awake less than 5 % of 30 days', async () => {
  await fc.assert(
    fc.asyncProperty(leaf, strangers, async (some, how) => {
      // as strangers find it on its eighth day, after 15 minutes with the defaults
      const life = lifeOf({ ...some, graceMinutes: 5, idleMinutes: 7, drainMinutes: 1, bootSeconds: 60 });
      life.hook.createdAt = new Date(life.now - 8 * DAY);
      life.hook.notes.set('played', iso(life.now - 7 * DAY - 1));

      expect(await shareAwake(life, 30, () => beAsked(life, how, { days: 30, seed: some.seed }))).toBeLessThan(0.05);
    }),
    RUNS,
  );
});

test('the same, however long a start takes, or once a day: once strangers have woken it ten times', async () => {
  const long = fc.record({
    graceMinutes: fc.integer({ min: 1, max: 60 }),
    idleMinutes: fc.integer({ min: 5, max: 300 }),
  });
  await fc.assert(
    fc.asyncProperty(leaf, long, strangers, async (some, times, how) => {
      const life = lifeOf({ ...some, ...times });
      life.hook.createdAt = new Date(life.now - 8 * DAY);
      life.hook.notes.set('played', iso(life.now - 7 * DAY - 1));
      while (life.wakeUps < 10 || life.hook.instances.length > 0)
        await beAsked(life, how, { days: 1 / 24, seed: some.seed });

      // it sleeps for a day at most, from when the switch was turned off
      const up = times.graceMinutes + times.idleMinutes + some.bootSeconds / 60;
      const onceADay = (Math.ceil(30 / (1 + up / DAY_MINUTES)) * (up + some.drainMinutes)) / (30 * DAY_MINUTES);
      const share = await shareAwake(life, 30, () => beAsked(life, how, { days: 30, seed: some.seed }));
      expect(share).toBeLessThanOrEqual(Math.max(0.05, onceADay));
    }),
    RUNS,
  );
});
