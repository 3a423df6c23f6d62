import { runCrashLoop } from '../support/crash-loop-scenario';
import { markedBlock } from '../support/marked-block';
import { describeEvents, runDefinitions, runWatchdog, watchdogDefinitions } from '../support/watchdog-scenario';
import { type Scenario, SCENARIOS } from './scenarios';

const results = new Map<Scenario, string[]>();
/** Each scenario runs once, whichever test asks first. */
const run = (scenario: Scenario) => {
  const lines = results.get(scenario) ?? describeEvents(runWatchdog(scenario.watchdog ?? {}, scenario.simulation));
  results.set(scenario, lines);
  return lines;
};

// the Lambda function's log
beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

test.each(SCENARIOS)('$title', (scenario) => {
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
    '12: Container Activity fires',
    '12: Scale Down ASG: asleep',
    '13: Container Activity ends',
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

  test.each([1, 2, 7])('with %d MinutesWithoutConnections, however late the metrics', (minutes) => {
    const { alarms, policies } = watchdogDefinitions({ minutesWithoutConnections: minutes });
    const activity = alarms.filter(({ alarmName }) => alarmName.endsWith('container-activity'));
    const [warmups, delays, boots, afters] = [
      [1, 5],
      [0, 1, 2],
      [1, 3],
      [1, 2, 3, 4],
    ] as const;

    const short = combine<number>([warmups, delays, boots, afters, [0, 1]]).filter(
      ([warmupMinutes = 0, delay = 0, bootMinutes = 0, after = 0, missingIsFalse]) => {
        const times = (desiredCapacity: Record<number, number>) => {
          const events = runDefinitions(
            { alarms: activity, policies },
            {
              minutes: 45,
              desiredCapacity,
              warmupMinutes,
              bootMinutes,
              missingCondition: missingIsFalse === 1 ? 'false' : 'dropped',
              delayMinutes: () => delay,
            },
          );
          const of = (wanted: string) => events.filter(({ kind }) => kind === wanted).map(({ minute }) => minute);
          return { wakes: of('in service'), sleeps: of('scaled') };
        };
        const [asleepAt = NaN] = times({ 0: 1 }).sleeps;
        const { wakes, sleeps } = times({ 0: 1, [asleepAt + after]: 1 });
        return Number(sleeps[1]) - Number(wakes[1]) !== Math.max(minutes + delay, warmupMinutes);
      },
    );

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
  ].join('\n');

  expect(markedBlock('docs/how-it-works.md', 'scenarios', table)).toBe(table);
});
