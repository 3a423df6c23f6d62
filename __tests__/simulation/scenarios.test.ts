import { type SimulatedEvent } from '../../simulation/simulation';
import { publishing } from '../support/asked-game';
import { runCrashLoop } from '../support/crash-loop-scenario';
import { markedBlock } from '../support/marked-block';
import { describeEvents, runDefinitions, runWatchdog, watchdogDefinitions } from '../support/watchdog-scenario';
import { QUERY_SCENARIOS } from './query-scenarios';
import { type Scenario } from './scenario';
import { SCENARIOS } from './scenarios';

const results = new Map<Scenario, string[]>();
/** Each scenario runs once, whichever test asks first. */
const run = (scenario: Scenario) => {
  const lines =
    results.get(scenario) ?? describeEvents(runWatchdog(scenario.watchdog ?? {}, scenario.simulation, scenario.game));
  results.set(scenario, lines);
  return lines;
};

// the Lambda function's log
beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

test.each([...SCENARIOS, ...QUERY_SCENARIOS])('$title', (scenario) => {
  expect(run(scenario)).toEqual(scenario.happens);
});

// what the Lambda function does at minute 3; the alarms see its invocations, and the group is woken again at minute 4
const AFTER_CRASHES: Scenario = {
  title: 'The container crashes four times in minute 3; somebody connects again at minute 4',
  simulation: {
    minutes: 60,
    desiredCapacity: { 0: 1, 3: 0, 4: 1 },
    otherPoints: [
      {
        metric: {
          namespace: 'AWS/Lambda',
          metricName: 'Invocations',
          dimensions: { FunctionName: 'project-leaf-break-crash-loop' },
        },
        minute: 3,
        value: 4,
      },
    ],
  },
  happens: [
    '1: in service',
    '3: stopped',
    '4: Break Crash Loop fires',
    '5: in service',
    // 1 of 1 point: it counts until three newer ones are known to be missing
    '7: Break Crash Loop ends',
    '17: Container Activity fires',
    '17: Scale Down ASG: asleep',
    '18: Container Activity ends',
  ],
};
const crashes = async () => {
  const { switches, toBase, toLeaf } = await runCrashLoop(4);
  return [`3: Lambda function: asleep (${switches}×), e-mail to base (${toBase}×) and leaf (${toLeaf}×)`];
};

test('four crashes in one minute put the leaf to sleep once, with one e-mail to base and one to leaf', async () => {
  expect(await runCrashLoop(4)).toEqual({ switches: 1, toBase: 1, toLeaf: 1 });
});

test('the alarm Break Crash Loop does nothing, and the next wake-up gets its full minutes', () => {
  expect(run(AFTER_CRASHES)).toEqual(AFTER_CRASHES.happens);
});

// docs/decisions/stop-after-more-than-a-day.md
test('after more than a day the step policy would end a wake-up, so Instance Left Up has a policy of its own', () => {
  const watchdog = { instanceLeftUp: { durationHours: 36, shouldStop: true } };
  const { alarms, policies } = watchdogDefinitions(watchdog);
  const stepPolicy = Object.keys(policies).filter((action) => action.includes('ScaleDownAsg'));

  const stepped = alarms.map((alarm) => ({ ...alarm, alarmActions: stepPolicy }));
  const events = runDefinitions(
    { alarms: stepped, policies },
    {
      minutes: 2280,
      desiredCapacity: { 0: 1, 2240: 1 },
      traffic: () => ({ fromClients: 8000, fromFileSystems: 0 }),
    },
  );

  expect(stepPolicy).toHaveLength(1);
  expect(events.filter(({ kind }) => kind === 'scaled').map(({ minute }) => minute)).toEqual([2223, 2246]);
});

describe('no wake-up is cut short', () => {
  const combine = <T>(lists: readonly (readonly T[])[]): T[][] =>
    lists.reduce<T[][]>((rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])), [[]]);
  const activityOf = (minutes: number, asksGame: boolean) => {
    const { alarms, policies } = watchdogDefinitions({ minutesWithoutConnections: minutes }, asksGame);
    return { policies, alarms: alarms.filter(({ alarmName }) => alarmName.endsWith('container-activity')) };
  };
  const times = (events: readonly SimulatedEvent[]) => {
    const of = (wanted: string) => events.filter(({ kind }) => kind === wanted).map(({ minute }) => minute);
    return { wakes: of('in service'), sleeps: of('scaled') };
  };

  test.each([1, 2, 7])('with %d MinutesWithoutConnections, however late the metrics', (minutes) => {
    const activity = activityOf(minutes, false);
    const [warmups, delays, boots, afters] = [
      [1, 5],
      [0, 1, 2],
      [1, 3],
      [1, 2, 3, 4],
    ] as const;

    const short = combine<number>([warmups, delays, boots, afters]).filter(
      ([warmupMinutes = 0, delay = 0, bootMinutes = 0, after = 0]) => {
        const run = (desiredCapacity: Record<number, number>) =>
          times(
            runDefinitions(activity, {
              minutes: 45,
              desiredCapacity,
              warmupMinutes,
              bootMinutes,
              delayMinutes: () => delay,
            }),
          );
        const [asleepAt = NaN] = run({ 0: 1 }).sleeps;
        const { wakes, sleeps } = run({ 0: 1, [asleepAt + after]: 1 });
        return Number(sleeps[1]) - Number(wakes[1]) !== warmupMinutes + minutes + delay;
      },
    );

    expect(short).toEqual([]);
  });

  test.each([1, 2, 7])('with a Query and %d MinutesWithoutConnections, even if nothing shows the gap', (minutes) => {
    const activity = activityOf(minutes, true);
    // launched in the minute of the sleep and in service at once, or some minutes later
    const starts = [
      { bootMinutes: 0, after: 0.5 },
      { bootMinutes: 0, after: 1 },
      { bootMinutes: 1, after: 1 },
      { bootMinutes: 3, after: 4 },
    ];
    // the grace is longer than CloudWatch is late: else nothing holds an alarm back that nobody could see end
    const cases = [3, 5].flatMap((warmupMinutes) =>
      [0, 2].flatMap((delay) =>
        starts.flatMap((start) =>
          [2, 12].flatMap((drainMinutes) =>
            [1, 9].map((load) => ({ ...start, warmupMinutes, delay, drainMinutes, load })),
          ),
        ),
      ),
    );

    const short = cases.filter(({ after, delay, load, ...group }) => {
      const run = (desiredCapacity: Record<number, number>) =>
        times(
          runDefinitions(activity, {
            ...group,
            minutes: 60,
            desiredCapacity,
            delayMinutes: () => delay,
            publish: publishing({ answersAfter: group.bootMinutes + load }, group.bootMinutes),
          }),
        );
      const [asleepAt = NaN] = run({ 0: 1 }).sleeps;
      const { wakes, sleeps } = run({ 0: 1, [asleepAt + after]: 1 });
      return Number(sleeps[1]) - Number(wakes[1]) !== asleepAt - group.bootMinutes;
    });

    expect(cases).toHaveLength(64);
    expect(short).toEqual([]);
  });
});

test('docs/how-it-works.md shows what happens in these scenarios: else run UPDATE_DOCS=1 npx jest scenarios', async () => {
  const row = (title: string, lines: readonly string[]) => `| ${title} | ${lines.join('<br>')} |`;
  const [wakeUp, ...afterwards] = run(AFTER_CRASHES);
  const table = [
    row('scenario', ['minute: what happens']),
    row('---', ['---']),
    ...SCENARIOS.map((scenario) => row(scenario.title, run(scenario))),
    row(AFTER_CRASHES.title, [wakeUp ?? '', ...(await crashes()), ...afterwards]),
    ...QUERY_SCENARIOS.map((scenario) => row(scenario.title, run(scenario))),
  ].join('\n');

  expect(markedBlock('docs/how-it-works.md', 'scenarios', table)).toBe(table);
});
