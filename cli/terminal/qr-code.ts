import { encode } from 'uqr';

/** Modules of light around the code, as the standard asks: scanners look for it. */
const QUIET_ZONE = 4;

const RESET = '\u001b[0m';

/**
 * A QR code of two modules a character. With colours it is black on white whatever the terminal's own are; without, it has the
 * terminal's, light where that is dark, which most phones read too.
 *
 * @returns lines with their breaks; undefined where the terminal is too narrow
 */
export function qrCode(text: string, { columns, colors }: { readonly columns: number; readonly colors: boolean }) {
  const { data: dark, size } = encode(text, { border: QUIET_ZONE, ecc: 'L' });
  if (size > columns) return undefined;
  const isDark = (row: number, column: number) => dark[row]?.[column] === true;
  const lines: string[] = [];
  for (let row = 0; row < size; row += 2) {
    const cells = Array.from({ length: size }, (_, column) =>
      halves(!isDark(row, column), row + 1 < size && !isDark(row + 1, column)),
    );
    lines.push(colors ? `\u001b[38;5;231;48;5;16m${cells.join('')}${RESET}` : cells.join(''));
  }
  return `${lines.join('\n')}\n`;
}

/** What is drawn is light. */
function halves(upper: boolean, lower: boolean): string {
  if (upper && lower) return '█';
  if (upper) return '▀';
  return lower ? '▄' : ' ';
}
