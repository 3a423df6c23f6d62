import { type Metric, type MetricMath } from '../../aws/alarm';
import { type Widget } from './grid';

/** One line of a graph: a metric, or metric math over metrics that the graph does not show. */
export interface Line {
  readonly label: string;
  readonly metric: Metric | MetricMath;
}

export interface MetricWidgetProps {
  readonly title: string;
  readonly region: string;
  readonly lines: readonly Line[];
  /** What the vertical axis counts, e.g. `bytes per second`. */
  readonly unit: string;
  /** Where the vertical axis begins. @default CloudWatch chooses */
  readonly min?: number;
  /** A value to compare the lines with: a horizontal line, with the area below it filled. @default none */
  readonly threshold?: { readonly label: string; readonly value: number };
}

/** Seconds: the period of the watchdog. When somebody looks at days, CloudWatch uses longer ones. */
const PERIOD_SECONDS = 60;
const THRESHOLD_COLOR = '#d62728';

/** A graph over time. */
export function metricWidget({ title, region, lines, unit, min, threshold }: MetricWidgetProps): Widget {
  return {
    type: 'metric',
    properties: {
      title,
      region,
      view: 'timeSeries',
      stacked: false,
      period: PERIOD_SECONDS,
      metrics: lines.flatMap((line, index) => rows(line, index)),
      yAxis: { left: { label: unit, showUnits: false, ...(min !== undefined && { min }) } },
      ...(threshold && { annotations: { horizontal: [{ ...threshold, color: THRESHOLD_COLOR, fill: 'below' }] } }),
    },
  };
}

/** @param index of the line in its graph: it makes the ids of expressions unique */
function rows({ label, metric }: Line, index: number): unknown[] {
  if (!('expression' in metric)) return [row(metric, { label })];
  return [
    [{ id: `line${index + 1}`, expression: metric.expression, label }],
    ...Object.entries(metric.metrics).map(([id, operand]) => row(operand, { id, visible: false })),
  ];
}

function row({ namespace, metricName, dimensions, statistic }: Metric, options: Readonly<Record<string, unknown>>) {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { stat: statistic, ...options }];
}
