import { type Series } from '../../simulation/metric-math';
import { type Box, GREY, INK, line, polyline, rect, text } from './svg';

export interface DrawnLine {
  readonly label: string;
  readonly color: string;
  /** Values at equal distances over the whole width. */
  readonly points: Series;
}

export interface GraphProps {
  readonly box: Box;
  /** Name of the vertical axis; empty for none. */
  readonly unit: string;
  readonly lines: readonly DrawnLine[];
  /** A horizontal line; `filled` fills the area below it. */
  readonly threshold?: { readonly label: string; readonly value: number; readonly filled: boolean };
  /** Texts of the horizontal axis, at equal distances. */
  readonly times: readonly string[];
}

const MARGIN = { top: 18, right: 14, left: 46, axis: 20, legend: 18 } as const;
const SMALL = 11;
const RED = '#d62728';
const TICKS = 4;

/** Lines over time, as CloudWatch draws them. */
export function graph(props: GraphProps): string {
  const { box, unit, lines, threshold, times } = props;
  const plot = {
    x: box.x + MARGIN.left,
    y: box.y + MARGIN.top,
    width: box.width - MARGIN.left - MARGIN.right,
    height: box.height - MARGIN.top - MARGIN.axis - MARGIN.legend,
  };
  const values = lines.flatMap(({ points }) => points.filter((point) => point !== undefined));
  const top = ceiling(Math.max(...values, ...(threshold ? [threshold.value] : []), 0));
  const at = (value: number) => plot.y + plot.height * (1 - value / top);
  return [
    text(unit, box.x + 4, box.y + 8, { size: SMALL, color: GREY }),
    ...axes(plot, top, times),
    ...(threshold ? thresholdLine(plot, at(threshold.value), threshold) : []),
    ...lines.flatMap(({ points, color }) => runs(points).map((run) => drawnRun(run, points.length, plot, at, color))),
    ...(threshold ? [thresholdLabel(plot, at(threshold.value), threshold.label)] : []),
    ...(values.length === 0 ? [noData(plot)] : []),
    ...legend(box, lines),
  ].join('\n');
}

/** The end of the vertical axis: at least `value`, a number whose quarters are short to write. */
function ceiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 6, 8, 10].find((step) => step * power >= value) ?? 10);
}

function axes(plot: Box, top: number, times: readonly string[]): string[] {
  const horizontal = Array.from({ length: TICKS + 1 }, (_, tick) => {
    const y = plot.y + plot.height * (1 - tick / TICKS);
    const label = shortNumber((top * tick) / TICKS);
    return [
      line(plot.x, y, plot.x + plot.width, y, `stroke="${tick === 0 ? '#aab7b8' : '#eaeded'}"`),
      text(label, plot.x - 6, y + 4, { size: SMALL, color: GREY, anchor: 'end' }),
    ];
  });
  const vertical = times.map((time, index) => {
    const x = plot.x + (plot.width * index) / (times.length - 1);
    return text(time, x, plot.y + plot.height + 15, { size: SMALL, color: GREY, anchor: 'middle' });
  });
  return [...horizontal.flat(), ...vertical];
}

function shortNumber(value: number): string {
  return value >= 1000 ? `${value / 1000}k` : String(Number(value.toFixed(2)));
}

function thresholdLine(plot: Box, y: number, { filled }: { filled: boolean }): string[] {
  const below = { ...plot, y, height: plot.y + plot.height - y };
  return [
    ...(filled ? [rect(below, `fill="${RED}" fill-opacity="0.12"`)] : []),
    line(
      plot.x,
      y,
      plot.x + plot.width,
      y,
      `stroke="${RED}" stroke-width="1.5"${filled ? '' : ' stroke-dasharray="5 4"'}`,
    ),
  ];
}

function thresholdLabel({ x, width }: Box, y: number, label: string): string {
  return text(label, x + width - 4, y - 5, { size: SMALL, color: RED, anchor: 'end', halo: true }, width);
}

/** The points in pieces without a gap, each point with its index: CloudWatch draws no line where there is no value. */
function runs(points: Series): (readonly [number, number])[][] {
  const found: (readonly [number, number])[][] = [];
  points.forEach((value, index) => {
    if (value === undefined) return;
    if (index === 0 || points[index - 1] === undefined) found.push([]);
    found.at(-1)?.push([index, value]);
  });
  return found;
}

function drawnRun(
  run: readonly (readonly [number, number])[],
  count: number,
  plot: Box,
  at: (value: number) => number,
  color: string,
): string {
  const places = run.map(([index, value]) => [plot.x + (plot.width * index) / count, at(value)] as const);
  const [first] = places;
  // a line needs two points
  return places.length === 1 && first !== undefined
    ? `<circle cx="${first[0].toFixed(1)}" cy="${first[1].toFixed(1)}" r="2.5" fill="${color}"/>`
    : polyline(places, color);
}

function noData({ x, y, width, height }: Box): string {
  return text('No data available.', x + width / 2, y + height / 2, { size: 13, color: GREY, anchor: 'middle' });
}

function legend(box: Box, lines: readonly DrawnLine[]): string[] {
  const y = box.y + box.height - 2;
  const width = (box.width - 16) / Math.max(lines.length, 2);
  return lines.flatMap(({ label, color }, index) => {
    const x = box.x + 10 + index * width;
    return [
      rect({ x, y: y - 9, width: 10, height: 10 }, `fill="${color}"`),
      text(label, x + 15, y, { size: SMALL, color: INK }, width - 20),
    ];
  });
}
