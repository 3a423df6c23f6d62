import { type CostLine, instancePrice } from './cost';
import { INSTANCE_PRICES_PAGE, PRICES } from './prices';

/** The lines with a sum for each stack that has several and of all, as a table in Markdown, which a terminal shows as well. */
export function costTable(lines: readonly CostLine[], hours: number): string {
  const stacks = [...new Set(lines.map(({ stack }) => stack))];
  const rows = stacks.flatMap((stack) => {
    const own = lines.filter((line) => line.stack === stack);
    return [...own, ...(own.length > 1 ? [{ stack, item: '**sum**', ...sumOf(own) }] : [])].map(row);
  });
  return table([
    ['stack', 'item', 'asleep, $ a month', `${hours} hours awake, $ more`],
    ...rows,
    row({ stack: '**all**', item: '**sum**', ...sumOf(lines) }),
  ]);
}

/** What a leaf's hours would cost on other instance types. */
export function typesTable(types: readonly string[], hours: number): string {
  return table([
    ['instance type', '$ an hour', `${hours} hours awake, $`],
    ...types.map((type) => {
      const price = instancePrice(type);
      return [type, price === undefined ? 'unknown' : String(price), dollars(price && price * hours)];
    }),
  ]);
}

/** What to do about instance types of unknown price; nothing when there are none. */
export function unpricedNote(types: readonly string[]): string[] {
  if (types.length === 0) return [];
  return [`The price of ${types.join(', ')} is unknown: add it to cli/cost/prices.ts from ${INSTANCE_PRICES_PAGE}.`];
}

/** The sum is unknown when one of its parts is. */
export function sumOf(lines: readonly CostLine[]): { asleep: number; awake: number | undefined } {
  return {
    asleep: lines.reduce((sum, { asleep }) => sum + asleep, 0),
    awake: lines.reduce<number | undefined>(
      (sum, { awake }) => (sum === undefined || awake === undefined ? undefined : sum + awake),
      0,
    ),
  };
}

/** Which prices the figures are based on. */
export function costNote(region: string): string {
  const elsewhere = region === PRICES.region ? '' : ` Your region is ${region}, whose prices differ.`;
  return `Prices of ${PRICES.region} as of ${PRICES.asOf}, without taxes, logs, Lambda and traffic.${elsewhere}`;
}

function row({ stack, item, asleep, awake }: CostLine): string[] {
  return [stack, item, dollars(asleep), dollars(awake)];
}

function dollars(value: number | undefined): string {
  return value?.toFixed(2) ?? 'unknown';
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index < 2 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
