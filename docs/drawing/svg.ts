/** A rectangle in the drawing, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  /** Pixels. */
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly mono?: boolean;
  /** Whether the letters have a white outline, so that they can be read on top of lines. */
  readonly halo?: boolean;
}

export const INK = '#16191f';
export const GREY = '#687078';

/** Average width of a letter, as a share of the font size. Rather too wide, since fonts differ. */
const LETTER_WIDTH = { sans: 0.56, mono: 0.61 } as const;

/** One line of text. A text wider than `width` pixels is cut, and ends in `…`. */
export function text(content: string, x: number, y: number, style: TextStyle, width = Infinity): string {
  const { size, color, bold = false, anchor = 'start', mono = false, halo = false } = style;
  const letters = Math.floor(width / (size * LETTER_WIDTH[mono ? 'mono' : 'sans']));
  const shown = content.length > letters ? `${content.slice(0, letters - 1)}…` : content;
  const family = mono ? 'Menlo, Consolas, monospace' : 'Helvetica, Arial, sans-serif';
  return (
    `<text x="${round(x)}" y="${round(y)}" font-family="${family}" font-size="${size}" fill="${color}"` +
    `${bold ? ' font-weight="bold"' : ''}${halo ? ' stroke="#ffffff" stroke-width="4" paint-order="stroke"' : ''}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(shown)}</text>`
  );
}

export function rect({ x, y, width, height }: Box, attributes: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${attributes}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: string): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" ${attributes}/>`;
}

/** A line through points, each with its x and y. */
export function polyline(points: readonly (readonly [number, number])[], color: string): string {
  const path = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round"/>`;
}

/** One decimal place: short, and the same on every machine. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
