import { type Colors } from 'picocolors/types';

import { INSTANCE_PRICES_PAGE, pricesIn, REFERENCE_REGION } from '../../modules/aws/prices/prices';
import { plainTable, wrappedTable } from '../terminal/table';
import { type CostLine } from './cost';

/** Where the cost is shown. */
export interface CostView {
  readonly colors: Colors;
  /** Of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
}

/** An instance type that a person compares. */
export interface ComparedType {
  readonly type: string;
  /** $ an hour; null when nobody knows it. */
  readonly perHour: number | null;
  /** The Region whose price it is, where it is not the stacks' own. */
  readonly priceOf?: string;
}

/** The lines with a sum for each stack that has several and of all. */
export function costTable(lines: readonly CostLine[], hours: number, view: CostView): string {
  const stacks = [...new Set(lines.map(({ stack }) => stack))];
  const rows = stacks.flatMap((stack) => {
    const own = lines.filter((line) => line.stack === stack);
    const all = [...own, ...(own.length > 1 ? [{ stack, item: 'sum', ...sumOf(own) }] : [])];
    // the name of the stack once
    return all.map((line, index) => row(index === 0 ? line : { ...line, stack: '' }));
  });
  return wrappedTable(
    {
      head: ['Stack', 'Item', 'Asleep,\n$ a month', `Awake ${hours} h,\n$ more`],
      rows: [...rows, row({ stack: 'all', item: 'sum', ...sumOf(lines) })],
      right: [2, 3],
      ...view,
    },
    1,
  );
}

/** What a leaf's hours would cost on other instance types. */
export function typesTable(types: readonly ComparedType[], hours: number, { colors }: CostView): string {
  return plainTable({
    head: ['Instance type', '$ an hour', `Awake ${hours} h, $`],
    rows: types.map(({ type, perHour, priceOf }) => [
      type,
      perHour === null ? 'unknown' : `${perHour}${markOf(priceOf)}`,
      `${dollars(perHour === null ? undefined : perHour * hours)}${markOf(priceOf)}`,
    ]),
    right: [1, 2],
    colors,
  });
}

/** What to do about instance types of unknown price; nothing when there are none. */
export function unpricedNote(types: readonly string[]): string[] {
  if (types.length === 0) return [];
  const [first = ''] = types;
  return [
    `The price of ${types.join(', ')} is unknown. ${INSTANCE_PRICES_PAGE} has it: give it with --price ${first}=<$ an hour>.`,
  ];
}

/** What burstable instance types can cost beside their price; nothing when there are none. */
export function surplusNote(types: readonly string[]): string[] {
  if (types.length === 0) return [];
  return [
    `EC2 bills CPU of ${types.join(', ')} above the baseline: each wake-up begins without credits. Ec2.CpuCredits: standard avoids it, and slows the game down.`,
  ];
}

/** On what the figures of player-query rest; nothing where no game is asked. */
export function queryNote(asksGame: boolean): string[] {
  if (!asksGame) return [];
  return [
    'player-query runs each minute while a leaf with a Query is awake. Its seconds are counted as if each run took the whole minute, as it does while the game loads; later it takes about a second.',
  ];
}

/** The sum is unknown when one of its parts is. */
export function sumOf(all: readonly CostLine[]): { asleep: number; awake: number | undefined } {
  const lines = all.filter(({ atMost, instead }) => atMost === undefined && instead === undefined);
  return {
    asleep: lines.reduce((sum, { asleep }) => sum + asleep, 0),
    awake: lines.reduce<number | undefined>(
      (sum, { awake }) => (sum === undefined || awake === undefined ? undefined : sum + awake),
      0,
    ),
  };
}

/**
 * Which prices the figures are based on.
 *
 * @param figures what was shown
 */
export function costNote(region: string, figures: readonly Pick<CostLine, 'priceOf'>[]): string {
  const { asOf, isBorrowed } = pricesIn(region);
  const without = 'without taxes, logs, traffic, and functions other than player-query.';
  const main = `Prices of ${isBorrowed ? REFERENCE_REGION : region} as of ${asOf}, ${without}`;
  if (figures.every(({ priceOf }) => priceOf === undefined)) return main;
  return `${main}\n${MARK} price of ${REFERENCE_REGION}: that of ${region}, your Region, is not known here. With AWS credentials, npm run prices -- ${region} looks it up.`;
}

/** At a figure that is the price of another Region. */
const MARK = '*';

function row({ stack, item, asleep, awake, priceOf }: CostLine): string[] {
  // what costs nothing costs nothing anywhere
  return [stack, item, ...[asleep, awake].map((value) => `${dollars(value)}${value === 0 ? '' : markOf(priceOf)}`)];
}

function markOf(priceOf: string | undefined): string {
  return priceOf === undefined ? '' : MARK;
}

function dollars(value: number | undefined): string {
  return value?.toFixed(2) ?? 'unknown';
}
