import { GAPS, LEAST_ASLEEP, LONG_GAPS } from '../../lambdas/shared/back-off';
import { ROOT_DISK_GIB } from '../../modules/aws/limits';
import { hourlyPrice, PRICES, pricesIn } from '../../modules/aws/prices/prices';

const MONTH_HOURS = PRICES.hoursPerMonth;
const MINUTES_AN_HOUR = 60;
const GIBIBYTE = 2 ** 30;

/** What strangers can cost is calculated for this leaf. */
interface PurseLeaf {
  readonly instanceType: string;
  readonly startupGraceMinutes: number;
  readonly minutesWithoutConnections: number;
  readonly instanceLeftUpHours: number;
  readonly limitHours: number;
}

/** Minutes from the sleep to the next wake by DNS, which the gaps come to in the end. */
const GAP = Math.max(...GAPS);
const LONGEST_GAP = Math.max(...LONG_GAPS);
const FIRST_GAPS = `0, ${GAPS.slice(0, -1).join(' and ')}`;
/** From the query to the instance in service, about; until Container Activity has seen the last minute. */
const LAUNCH_MINUTES = 1;
/** From the sleep until the instance is gone, as in __tests__/simulation/stranger-scenarios.test.ts: billed, while the gap already runs. */
const DRAIN_MINUTES = 2;

/** That a running evening may go on when the limit is reached. */
const EVENING_HOURS = 4;

const QUERIES_A_SECOND = 100;
/** A line of the query log as AWS documents it, with a long name and a resolver's address in IPv6 with its client subnet. */
const LINE =
  '1.0 2026-11-22T20:16:02.130Z Z0123456789ABCDEFGHIJ minecraft.example.com A NOERROR UDP FRA60-P1 2001:db8:1234:5678:9abc:def0:1234:5678 2001:db8:1234::/48';
/** What CloudWatch Logs adds to each event: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const EVENT_BYTES = 26;
/** start-system: one run for each query, as if CloudWatch Logs put no two into a batch. */
const RUN_SECONDS = 0.02;
const RUN_GIGABYTES = 0.5;

/** The table "What strangers can cost" of docs/how-it-works.md, in Markdown, and the amounts of $ in it. */
export function purse(leaf: PurseLeaf): { readonly table: string; readonly amounts: readonly string[] } {
  const rows = [
    ['strangers', 'what bounds it', 'at most in a month', '$ a month'],
    ['---', '---', '---', '---'],
    ...wakes(leaf),
    ...packets(leaf),
    ...queries(),
  ];
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return { table, amounts: [...table.matchAll(/(\d[\d.]*) \$/g)].map(([, amount = '']) => amount) };
}

function wakes(leaf: PurseLeaf): string[][] {
  const awake = leaf.startupGraceMinutes + leaf.minutesWithoutConnections + LAUNCH_MINUTES;
  const billed = awake + DRAIN_MINUTES;
  const share = (gap: number) => billed / (awake + gap);
  const row = (who: string, bound: string, part: number) => [
    who,
    bound,
    hours(part * MONTH_HOURS),
    cost(leaf, part * MONTH_HOURS),
  ];
  return [
    row(
      'ask for the name of a leaf that somebody plays on, all the time',
      `back-off: billed for ${billed} minutes, ${DRAIN_MINUTES} of them its drain, and asleep for ${GAP} from the drain on. The first starts, asleep for ${FIRST_GAPS}, come on top`,
      share(GAP),
    ),
    row(
      'ask for the name of a leaf that nobody played on for a week',
      `back-off: billed for ${billed} minutes, and asleep for at least ${LONGEST_GAP / MINUTES_AN_HOUR} hours and ${LEAST_ASLEEP} times as long as it was awake. The first starts come on top`,
      share(Math.max(LONGEST_GAP, LEAST_ASLEEP * awake)),
    ),
    [
      'the first, with `Limit` as in the quick start',
      '`Limit.HoursPerMonth`',
      hours(leaf.limitHours),
      cost(leaf, leaf.limitHours),
    ],
  ];
}

function packets(leaf: PurseLeaf): string[][] {
  const left = leaf.instanceLeftUpHours;
  return [
    [
      'send packets to an open port of an awake leaf without a `Query`: as if somebody played',
      `nothing; Instance Left Up tells after ${left} hours, then each day`,
      hours(MONTH_HOURS),
      cost(leaf, MONTH_HOURS),
    ],
    [
      'the same, with a `Query` that counts players',
      'nobody plays, so it sleeps: packets do not count while the game answers',
      'as in the first row',
      'as in the first row',
    ],
    [
      'packets, with `Limit` as in the quick start',
      `\`Limit.HoursPerMonth\`, and ${EVENING_HOURS} hours that a running evening may go on`,
      hours(leaf.limitHours + EVENING_HOURS),
      cost(leaf, leaf.limitHours + EVENING_HOURS),
    ],
  ];
}

function queries(): string[][] {
  const million = {
    answers: PRICES.dnsQueriesMillion,
    log: ((Buffer.byteLength(LINE) + EVENT_BYTES) * 1e6 * PRICES.logsGigabyte) / GIBIBYTE,
    runs: PRICES.invocationsMillion + 1e6 * RUN_SECONDS * RUN_GIGABYTES * PRICES.lambdaGbSecond,
  };
  const each = million.answers + million.log + million.runs;
  const millions = (QUERIES_A_SECOND * 3_600 * MONTH_HOURS) / 1e6;
  return [
    [
      'ask for any name in the zone, a million times',
      'nothing: Route 53 answers everybody, and bills the zone',
      'no limit',
      `${each.toFixed(2)} $ a million: ${million.answers.toFixed(2)} $ Route 53, ${million.log.toFixed(2)} $ its log, at most ${million.runs.toFixed(2)} $ \`start-system\``,
    ],
    [
      `the same, ${QUERIES_A_SECOND} times a second`,
      'nothing',
      `${millions.toFixed(0)} million`,
      `${(each * millions).toFixed(0)} $, of it ${(million.answers * millions).toFixed(0)} $ Route 53; in a year ${(12 * each * millions).toFixed(0)} $`,
    ],
  ];
}

function hours(count: number): string {
  return `${count.toFixed(0)} hours awake`;
}

function cost({ instanceType }: PurseLeaf, count: number): string {
  const price = hourlyPrice(pricesIn('us-east-1'), instanceType, ROOT_DISK_GIB);
  if (price === undefined) throw new Error(`the price of ${instanceType} is not known`);
  return `${(price.dollars * count).toFixed(2)} $`;
}
