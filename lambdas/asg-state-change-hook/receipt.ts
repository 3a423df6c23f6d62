import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { limitOfMonth } from '../shared/month-limit';
import { hoursText, monthName } from '../shared/month-text';
import { type HookPrices } from './contract';
import { type MonthOfRun } from './count-month';
import { type Dependencies, type FileSystemSize } from './dependencies';
import { type KnownInstance } from './known-instances';

const GIBIBYTE = 2 ** 30;
const HOUR_MS = 3_600_000;
const MINUTES_AN_HOUR = 60;

/** What is known of the cost of an instance that is gone. Each part is absent where AWS did not say it. */
export interface ReceiptFacts {
  /** Instance type. EC2 knows it for about an hour after the instance is gone. */
  readonly type?: string;
  readonly hours: number;
  /** Minutes of this month. */
  readonly minutes?: number;
  /** Minutes of this month. Absent without a limit. */
  readonly limit?: number;
  readonly files?: readonly FileSystemSize[];
}

/**
 * About what an instance that is gone has cost, what the month has cost so far, and what the files cost, as a line of "stopped". It never
 * fails: what AWS does not say is left out.
 *
 * @returns undefined where nothing is known, or the function has no prices
 */
export async function receipt(
  dependencies: Dependencies,
  state: GroupState,
  month: MonthOfRun,
  { instanceId, launchedAt }: KnownInstance,
): Promise<string | undefined> {
  const { prices, files, instances, clock } = dependencies;
  if (prices === undefined) return undefined;
  const now = clock.now();
  const type = (await known('its type', () => instances.read(instanceId)))?.type;
  const minutes = await known('the hours of the month', () => month.soFar());
  const limit = limitOfMonth(state, now);
  const sizes = files && (await known('the size of the files', () => files.sizes()));
  const facts = {
    hours: (now.getTime() - launchedAt.getTime()) / HOUR_MS,
    ...(type !== undefined && { type }),
    ...(minutes !== undefined && { minutes }),
    ...(limit !== undefined && { limit }),
    ...(sizes !== undefined && { files: sizes }),
  };
  return receiptText(facts, prices, now);
}

async function known<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    log.warn('the e-mail leaves a part of the receipt out', { what, error });
    return undefined;
  }
}

/** @returns undefined where nothing is known */
export function receiptText(
  { type, hours, minutes, limit, files }: ReceiptFacts,
  prices: HookPrices,
  now: Date,
): string | undefined {
  const perHour = type === undefined ? undefined : prices.hourly[type];
  const about = (amount: number | undefined, before: string) =>
    amount === undefined ? '' : `${before}${dollars(amount)}`;
  const sentences = [
    ...(type === undefined
      ? []
      : [
          perHour === undefined
            ? `It ran on ${type}, whose price is not known here.`
            : `It ran on ${type}, for about ${dollars(perHour * hours)}.`,
        ]),
    ...(minutes === undefined
      ? []
      : [
          `${monthName(now)} (UTC) so far: ${hoursText(minutes)}` +
            (limit === undefined ? '' : ` of ${hoursText(limit)}`) +
            `${about(perHour && (perHour * minutes) / MINUTES_AN_HOUR, ', about ')}.`,
        ]),
    ...(files === undefined || files.length === 0 ? [] : [filesText(files, prices)]),
  ];
  if (sentences.length === 0) return undefined;
  const borrowed = prices.of !== undefined && sentences.some((sentence) => sentence.includes('$'));
  return [...sentences, ...(borrowed ? [`These are prices of ${prices.of}.`] : [])].join(' ');
}

function filesText(files: readonly FileSystemSize[], { efsOneZone, efsStandard }: HookPrices): string {
  const sum = (value: (file: FileSystemSize) => number) => files.reduce((total, file) => total + value(file), 0);
  const cost = sum(({ bytes, isOneZone }) => (bytes / GIBIBYTE) * (isOneZone ? efsOneZone : efsStandard));
  // what nobody read for 30 days is in a cheaper class
  const word = files.some(({ isPartlyCheaper }) => isPartlyCheaper) ? 'at most' : 'about';
  return `Its files (${(sum(({ bytes }) => bytes) / GIBIBYTE).toFixed(1)} GB) cost ${word} ${dollars(cost)} a month.`;
}

function dollars(amount: number): string {
  return `${amount.toFixed(2)} $`;
}
