import fc from 'fast-check';

import { type StartsParameter } from '../../../lambdas/asg-state-change-hook/dependencies';
import { writeStart } from '../../../lambdas/asg-state-change-hook/write-start';
import { type Start, START_STEPS } from '../../../lambdas/shared/starts';
import { LONGEST_PARAMETER, readStarts } from '../../../lambdas/shared/starts-text';

const BEGIN = Date.parse('2026-11-29T20:16:00.123Z');

/** A parameter as AWS keeps it: each write is a version, and none fails because another one came before it. */
class Parameter implements StartsParameter {
  constructor(
    readonly versions: string[],
    private readonly pause: () => Promise<void>,
  ) {}

  async read(version?: number) {
    await this.pause();
    const found = version ?? this.versions.length;
    const answer = { text: this.versions[found - 1] ?? '', version: found };
    await this.pause();
    return answer;
  }

  async write(text: string) {
    await this.pause();
    const version = this.versions.push(text);
    await this.pause();
    return version;
  }
}

const now = () => Promise.resolve();

const OF_TASK = ['pulling', 'pulled', 'started'] as const;

/** Steps of a start that a run sees; a step's time is the same for all who see it, of the same task. The second one replaced the first. */
const facts = fc.record({
  instance: fc.integer({ min: 1, max: 3 }),
  task: fc.constantFrom(1, 2),
  steps: fc.subarray([...START_STEPS], { minLength: 1 }),
});

type Step = (typeof START_STEPS)[number];

function startOf({ instance, task = 1, steps }: { instance: number; task?: number; steps: readonly Step[] }): Start {
  return {
    instanceId: `i-0123456789abcdef${instance}`,
    instanceType: 'u7inh-32tb.480xlarge',
    by: 'discord',
    times: Object.fromEntries(steps.map((step) => [step, new Date(BEGIN + instance * 3_600_000 + offset(step, task))])),
  };
}

/** Milliseconds. All of the second task are after the first task's, and before people can connect. */
function offset(step: Step, task: number): number {
  const place = OF_TASK.findIndex((one) => one === step);
  if (task === 1 || place === -1) return START_STEPS.indexOf(step) * 1_000;
  return START_STEPS.indexOf('started') * 1_000 + (place + 1) * 300;
}

/** All that was seen of an instance: of the second task where both were seen, and nothing older than its pull. */
function known(starts: readonly Start[]): Start['times'] {
  const times: Partial<Record<Step, Date>> = {};
  for (const start of starts) {
    for (const step of START_STEPS) {
      const time = start.times[step];
      if (time !== undefined && (times[step] === undefined || time > times[step])) times[step] = time;
    }
  }
  const isKnown = ([step, time]: [string, Date]) =>
    !OF_TASK.some((one) => one === step) || times.pulling === undefined || time >= times.pulling;
  return Object.fromEntries(Object.entries(times).filter(isKnown));
}

test('whatever two interleaved runs see, and in whatever order: no known time is lost, and the newest container counts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(facts, { minLength: 1, maxLength: 4 }),
      fc.array(facts, { minLength: 1, maxLength: 4 }),
      fc.scheduler(),
      async (first, second, scheduler) => {
        const parameter = new Parameter(['[]'], () => scheduler.schedule(Promise.resolve()));
        const run = async (seen: typeof first) => {
          for (const one of seen) await writeStart(parameter, startOf(one));
        };

        await scheduler.waitFor(Promise.all([run(first), run(second)]));

        const text = parameter.versions.at(-1) ?? '';
        expect(text.length).toBeLessThanOrEqual(LONGEST_PARAMETER);
        const starts = new Map(readStarts(text).map((start) => [start.instanceId, start]));
        const seen = [...first, ...second].map(startOf);
        for (const { instanceId } of seen) {
          const ofInstance = seen.filter((start) => start.instanceId === instanceId);
          expect(starts.get(instanceId)?.times).toEqual(known(ofInstance));
        }
        expect(starts.size).toBe(new Set([...first, ...second].map(({ instance }) => instance)).size);
      },
    ),
    { numRuns: 150 },
  );
});

test('what another run wrote unseen between reading and writing is in the record again', async () => {
  const [mine, others] = [startOf({ instance: 1, steps: ['ready'] }), startOf({ instance: 1, steps: ['inSync'] })];
  let isFirst = true;
  const versions = ['[]'];
  const parameter: StartsParameter = {
    read: new Parameter(versions, now).read.bind(new Parameter(versions, now)),
    write: async (text) => {
      // it is there for a moment only: the next write replaces it
      if (isFirst) await writeStart(new Parameter(versions, now), others);
      isFirst = false;
      return versions.push(text);
    },
  };

  await writeStart(parameter, mine);

  expect(versions).toHaveLength(4);
  expect(readStarts(versions[2])[0]?.times).toEqual(mine.times);
  expect(readStarts(versions[3])[0]?.times).toEqual({ ...mine.times, ...others.times });
});

test('writes nothing where nothing is new, also where another version wrote more than this one understands', async () => {
  const text = '[{"instanceId":"i-1","ready":"2026-11-29T20:16:00Z","warmed":"2026-11-29T20:16:00Z"}]';
  const parameter = new Parameter([text], now);

  await writeStart(parameter, { instanceId: 'i-1', times: { ready: new Date('2026-11-29T20:20:00Z') } });

  expect(parameter.versions).toEqual([text]);
});

test('gives up where something else writes again and again', async () => {
  let version = 1;
  const parameter: StartsParameter = {
    read: () => Promise.resolve({ text: '[]', version }),
    write: () => Promise.resolve((version += 1)),
  };

  await expect(writeStart(parameter, startOf({ instance: 1, steps: ['ready'] }))).rejects.toThrow(
    'the record of starts still differs after 10 writes: something else writes it too',
  );
});
