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

/** A table without a frame, so that a copy from the terminal stays readable. */
export function plainTable({ head, rows, right = [], colors }: PlainTableProps): string {
  const table = new Table({
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
