import { quickstartStacks } from '../../docs/quickstart-stacks';
import { eMails } from '../../docs/reference/e-mails/list';
import { parseAlarm } from '../../simulation/alarm-definition';
import { MetricStore } from '../../simulation/metric-store';
import { SimulatedAlarm } from '../../simulation/simulated-alarm';
import { CrashingLeaf } from '../support/crashing-leaf';
import { HookModel } from '../support/hook-model';
import { runWatchdog } from '../support/watchdog-scenario';
import { DAY_MINUTES, replaceInstance, twoDays } from './two-days';
import { backOffs, endedByLimit, nearLimits, usedUps, wokenAfterLimit } from './waking-days';

const HOUR = 3_600_000;

/** The most in 24 hours, wherever they begin. */
function mostInADay(minutes: readonly number[]): number {
  return Math.max(0, ...minutes.map((from) => minutes.filter((at) => at >= from && at < from + DAY_MINUTES).length));
}

/** DNS wakes it again and again, for nobody, each time for twenty minutes. */
async function strangers(subject: RegExp): Promise<number[]> {
  const model = new HookModel();
  return twoDays(
    model,
    20,
    async () => {
      await replaceInstance(model);
      const time = new Date(model.now).toISOString();
      model.notes.set('fruitless', `3 ${time} 20`);
      model.notes.set(`awaited/${model.inService()?.id ?? ''}`, `${time} dns`);
      model.runContainer();
      await model.run({ kind: 'task-runs' });
    },
    subject,
  );
}

async function silentGames(): Promise<number[]> {
  const model = HookModel.of({ hasQuery: true });
  return twoDays(
    model,
    30,
    async () => {
      await model.run();
      await replaceInstance(model);
      model.runContainer();
      await model.run({ kind: 'task-runs' });
    },
    /not answer/,
  );
}

/** After each, DNS waits five minutes. */
async function failedLaunches(): Promise<number[]> {
  const model = new HookModel();
  return twoDays(
    model,
    5,
    async () => {
      model.wake();
      model.failLaunch();
      await model.run({ kind: 'group' });
    },
    /could not start/,
  );
}

async function containersThatNeverRan(): Promise<number[]> {
  const model = new HookModel();
  return twoDays(
    model,
    5,
    async () => {
      await replaceInstance(model);
      await model.run({ kind: 'group' });
    },
    /could not start/,
  );
}

async function crashes(): Promise<number[]> {
  const model = new HookModel();
  const leaf = new CrashingLeaf(model.notes);
  const minutes: number[] = [];
  const happen = async (minute: number) => {
    const mails = await leaf.crash(new Date(model.now));
    minutes.push(...Array.from({ length: mails }, () => minute));
  };
  try {
    return [...(await twoDays(model, 5, happen, /crashed/)), ...minutes];
  } finally {
    leaf.restore();
  }
}

async function stillUp(): Promise<number[]> {
  const model = new HookModel();
  model.start();
  model.leftUpSince = new Date(model.now + 8 * HOUR);
  return twoDays(model, 5, () => Promise.resolve(), /still up/);
}

function leftUp(): number[] {
  const cycles = Array.from({ length: 9 }, (_, n) => [
    [n * 484, 1],
    [n * 484 + 482, 0],
  ]).flat();
  return runWatchdog(
    {},
    {
      minutes: 3 * DAY_MINUTES,
      desiredCapacity: Object.fromEntries(cycles) as Record<number, number>,
      drainMinutes: 0,
      traffic: () => ({ fromClients: 1e9, fromFileSystems: 0 }),
    },
  ).flatMap(({ kind, minute }) => (kind === 'notification' ? [minute] : []));
}

const stacks = quickstartStacks({
  base: { webhooks: [{ parameter: '/container-manager/webhooks/discord', format: 'discord' }] },
  leaf: {
    alerts: { fileSystemGigabytes: 50, logMegabytesPerHour: 100 },
    query: { game: 'minecraft', protocol: 'minecraft', port: 25565, countsPlayers: true, loadingMinutes: 30 },
  },
});

/** An alarm as it is deployed, for two days. Returns the minutes in which it begins and ends. */
function play(name: string, valueOf: (minute: number) => number | undefined): { begins: number[]; ends: number[] } {
  const block = [stacks.base, stacks.leaf]
    .flatMap(({ aws_cloudwatch_metric_alarm: alarms = {} }) => Object.values(alarms))
    .find(({ alarm_name: alarmName }) => String(alarmName).endsWith(`-${name}`));
  const definition = parseAlarm(block);
  const store = new MetricStore(() => 0);
  const alarm = new SimulatedAlarm({ definition, store, hourlyEvaluationMinute: 0 });
  const begins: number[] = [];
  const ends: number[] = [];
  for (let minute = 0; minute < 2 * DAY_MINUTES; minute += 1) {
    const value = valueOf(minute);
    if (value !== undefined) for (const metric of Object.values(definition.metrics)) store.put(metric, minute, value);
    const before = alarm.state;
    alarm.evaluate(minute + 1);
    if (alarm.state === 'ALARM' && before !== 'ALARM') begins.push(minute);
    if (alarm.state === 'OK' && before === 'ALARM') ends.push(minute);
  }
  return { begins, ends };
}

/** A try fails in these minutes of each five, until an hour before the end. */
const failing =
  (...minutes: number[]) =>
  (minute: number) =>
    minute < 2 * DAY_MINUTES - 60 ? (minutes.includes(minute % 5) ? 1 : undefined) : 0;
/** Lambda tries an event again after one minute, and after two more. */
const hookFails = failing(0, 1, 3);
const alwaysFails = failing(0, 1, 2, 3, 4);
const everySecondHour = (much: number) => (minute: number) => (minute % 120 < 60 ? much : 0);

/** The worst day of each kind, by the e-mail's id: the minutes of what one reader gets. */
const WORST_DAYS: Readonly<Record<string, () => number[] | Promise<number[]>>> = {
  ready: () => strangers(/ready/),
  silent: silentGames,
  stopped: () => strangers(/stopped/),
  'failed-launch': failedLaunches,
  'never-ran': containersThatNeverRan,
  crash: crashes,
  // in place of the next one of its kind: those have both
  repeats: failedLaunches,
  'back-off': backOffs,
  'near-limit': nearLimits,
  'used-up': usedUps,
  ended: endedByLimit,
  woken: wokenAfterLimit,
  'instance-left-up': leftUp,
  'still-up': stillUp,
  'file-system-size': () => play('file-system-size', everySecondHour(60 * 2 ** 30)).begins,
  'log-volume': () => play('log-volume', (minute) => (minute % 120 === 0 ? 200 * 2 ** 20 : 0)).begins,
  backup: () => {
    const [plan, ...others] = Object.values(stacks.leaf.aws_backup_plan ?? {});
    expect(others).toEqual([]);
    // a cast, since Terraform's JSON has no types
    const schedules = (plan as { rule: { schedule: string }[] }).rule.map(({ schedule }) => schedule);
    expect(schedules).toEqual([expect.stringMatching(/^cron\(0 \d+ \* \* \? \*\)$/)]);
    return [0, DAY_MINUTES];
  },
  'asg-state-change-hook-errors': () => play('asg-state-change-hook-errors', hookFails).begins,
  'break-crash-loop-errors': () => play('break-crash-loop-errors', alwaysFails).begins,
  'player-query-errors': () => play('player-query-errors', alwaysFails).begins,
  'functions-recovered': () => play('asg-state-change-hook-errors', hookFails).ends,
  'start-system-errors': () => play('start-system-errors', alwaysFails).begins,
  'start-system-recovered': () => play('start-system-errors', alwaysFails).ends,
  'webhooks-errors': () => play('webhooks-errors', alwaysFails).begins,
  'webhooks-recovered': () => play('webhooks-errors', alwaysFails).ends,
};

const kinds = eMails();

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('each kind of e-mail has a worst day', () => {
  expect(Object.keys(WORST_DAYS).sort()).toEqual(kinds.map(({ id }) => id).sort());
});

test.each(kinds)(
  'on the worst day of "$id" as many come as the table says: $mostPerDay',
  async ({ id, mostPerDay }) => {
    expect(mostInADay((await WORST_DAYS[id]?.()) ?? [])).toBe(mostPerDay);
  },
);

test('a function that runs on events is told when both tries of one failed, and once where that comes every half hour', () => {
  const twice = (minute: number) => minute >= 10 && minute < 12;
  expect(play('start-system-errors', (minute) => (twice(minute) ? 1 : undefined)).begins).toEqual([11]);
  expect(play('start-system-errors', (minute) => (minute === 10 ? 1 : undefined)).begins).toEqual([]);
  expect(play('break-crash-loop-errors', (minute) => (twice(minute % 30) ? 1 : undefined)).begins).toEqual([11]);
});
