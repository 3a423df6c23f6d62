import { hourlyPrice, pricesIn } from '../../modules/aws/prices/prices';
import { LeafLife } from '../support/leaf-life';
import { markedBlock } from '../support/marked-block';
import { runWatchdog } from '../support/watchdog-scenario';
import { nobody } from './scenario';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const HOURS = 48;
const DISK_GB = 30;

/** Who asks, and how many milliseconds pass between two queries. */
const STRANGERS = { 'every 10 minutes': 10 * MINUTE, 'every 14 minutes': 14 * MINUTE, 'every 10 seconds': 10_000 };
/** What strangers find. */
const LEAVES = {
  'without a back-off': { backsOff: false, playedDaysAgo: 1 },
  'somebody played the day before': { backsOff: true, playedDaysAgo: 1 },
  'nobody played for 7 days': { backsOff: true, playedDaysAgo: 8 },
};

interface Outcome {
  readonly wakeUps: number;
  /** From each launch until its instance is gone. */
  readonly minutes: number;
  /** To each person who gets all e-mails. */
  readonly mails: number;
}

/** What the real alarms make of a wake-up that nobody uses, in minutes after the switch was turned on. */
const unused = runWatchdog({}, { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody });
const minuteOf = (kind: string) => unused.find((event) => event.kind === kind)?.minute ?? NaN;

async function twoDays(
  everyMs: number,
  { backsOff, playedDaysAgo }: { backsOff: boolean; playedDaysAgo: number },
): Promise<Outcome> {
  const life = new LeafLife({
    hasQuery: false,
    backsOff,
    reactionSeconds: 0,
    bootSeconds: minuteOf('in service') * 60,
    unusedMinutes: minuteOf('scaled') - minuteOf('in service'),
    idleMinutes: 7,
    drainMinutes: 2,
    eventDelay: () => 10,
  });
  const begin = life.now;
  life.hook.createdAt = new Date(begin - 60 * DAY);
  life.hook.notes.set('played', new Date(begin - playedDaysAgo * DAY).toISOString());
  for (let at = begin; at < begin + HOURS * 60 * MINUTE; at += everyMs) {
    await life.advance(at);
    life.query();
  }
  await life.advance(begin + HOURS * 60 * MINUTE);
  // without a back-off nobody told of one
  const mails = life.hook.told.filter(({ subject }) => backsOff || !subject.includes('less often'));
  return { wakeUps: life.wakeUps, minutes: Math.round(life.minutesAwake()), mails: mails.length };
}

/** $ of an m7i-flex.large with its address and its disk. */
function dollars(minutes: number): number {
  return (minutes / 60) * (hourlyPrice(pricesIn('us-east-1'), 'm7i-flex.large', DISK_GB)?.dollars ?? Number.NaN);
}

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('a wake-up that nobody uses is in service for 12 minutes', () => {
  expect([minuteOf('in service'), minuteOf('scaled')]).toEqual([1, 13]);
});

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

test('docs/how-it-works.md shows what strangers cost in 48 hours: else run UPDATE_DOCS=1 npx jest scenarios', async () => {
  const rows: string[] = [];
  for (const [who, everyMs] of Object.entries(STRANGERS)) {
    for (const [what, leaf] of Object.entries(LEAVES)) {
      const { wakeUps, minutes, mails } = await twoDays(everyMs, leaf);
      const share = `${Math.round((minutes / (HOURS * 60)) * 100)} %`;
      rows.push(row([who, what, String(wakeUps), `${minutes} (${share})`, dollars(minutes).toFixed(2), String(mails)]));
    }
  }
  const table = [
    row(['strangers ask', 'the leaf', 'wake-ups', 'minutes awake', '$', 'e-mails']),
    row(['---', '---', '---', '---', '---', '---']),
    ...rows,
  ].join('\n');

  expect(markedBlock('docs/how-it-works.md', 'strangers', table)).toBe(table);
});
