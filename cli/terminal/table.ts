import { stripVTControlCharacters } from 'node:util';

import Table from 'cli-table3';
import { type Colors } from 'picocolors/types';

export interface PlainTableProps {
  readonly head: readonly string[];
  /** Each row has as many cells as `head`. A cell may have several lines. */
  readonly rows: readonly (readonly string[])[];
  /** Indexes of the columns that are aligned right. @default none */
  readonly right?: readonly number[];
  readonly colors: Colors;
}

export interface FittingTableProps extends PlainTableProps {
  /** Of the terminal; undefined where there is none: then nothing has to fit. */
  readonly columns: number | undefined;
}

/**
 * A table without a frame, so that a copy from the terminal stays readable.
 *
 * @param colWidths with the spaces around a cell; null for a column as wide as its text
 */
export function plainTable(
  { head, rows, right = [], colors }: PlainTableProps,
  colWidths?: readonly (number | null)[],
): string {
  const table = new Table({
    ...(colWidths && { colWidths: [...colWidths], wordWrap: true }),
    head: head.map((title) => colors.bold(title)),
    colAligns: head.map((_, column) => (right.includes(column) ? 'right' : 'left')),
    style: { head: [], border: [] },
    chars: NO_FRAME,
  });
  table.push(...rows.map((cells) => [...cells]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A plain table that wraps the text of one column where it would be wider than the terminal. */
export function wrappedTable(props: FittingTableProps, wrapped: number): string {
  const table = plainTable(props);
  const excess = widthOf(table) - (props.columns ?? Infinity);
  if (excess <= 0) return table;
  const widest = Math.max(...[props.head, ...props.rows].map((cells) => widthOf(cells[wrapped] ?? '')));
  const colWidths = props.head.map((_, column) =>
    column === wrapped ? Math.max(LEAST_WIDTH, widest - excess) + PADDING : null,
  );
  return plainTable(props, colWidths);
}

/**
 * A plain table or, where that is wider than the terminal, a block for each row: its first two cells, below them each
 * other cell that says something, with its title.
 *
 * @param nothing the text of cells that say nothing
 */
export function fittingTable(props: FittingTableProps, nothing: string): string {
  const { head, rows, colors, columns } = props;
  const table = plainTable(props);
  if (widthOf(table) <= (columns ?? Infinity)) return table;
  const blocks = rows.map(([first = '', second = '', ...others]) =>
    plainTable({
      head: [first, second],
      rows: others.flatMap((cell, index) => (cell === nothing ? [] : [[`  ${head[index + 2] ?? ''}`, cell]])),
      colors,
    }),
  );
  return blocks.join('\n');
}

// cli-table3 adds a space on both sides of each cell
const PADDING = 2;
const LEAST_WIDTH = 12;

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => stripVTControlCharacters(line).length));
}

const NO_FRAME = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
