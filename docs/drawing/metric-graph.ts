import { compileMetricMath, type Series } from '../../simulation/metric-math';
import { type DrawnLine, graph, type GraphProps } from './graph';
import { type SynthesizedDashboard } from './synthesized-dashboard';
import { sampleSeries } from './sample-data';
import { type Box } from './svg';

/** A metric or an expression over other metrics of the graph, and how it is drawn. */
interface Query {
  readonly id?: string;
  readonly label: string;
  readonly visible: boolean;
  readonly expression?: string;
  readonly metric?: { readonly namespace: string; readonly metricName: string; readonly functionName: string };
}

type Properties = Readonly<Record<string, unknown>>;

const COLORS = ['#1f77b4', '#ff7f0e', '#2ca02c', '#9467bd'];
const MINUTE_SECONDS = 60;
const START_HOUR = 20;
const TIMES = 6;

/** The graph of a metric widget: its metrics, or what its alarm watches. */
export function metricGraph(properties: Properties, box: Box, dashboard: SynthesizedDashboard): string {
  const { minutes } = dashboard;
  const { alarms, horizontal } = (properties.annotations ?? {}) as {
    alarms?: readonly string[];
    horizontal?: readonly { label: string; value: number }[];
  };
  const [reference] = alarms ?? [];
  const [annotation] = horizontal ?? [];
  const { left } = (properties.yAxis ?? {}) as { left?: { label: string } };
  return graph({
    box,
    unit: left?.label ?? '',
    times: times(minutes),
    ...(annotation && { threshold: { ...annotation, filled: true } }),
    ...(reference === undefined
      ? { lines: drawnLines((properties.metrics as unknown[][]).map(widgetQuery), minutes) }
      : alarmGraph(dashboard.alarm(reference), minutes)),
  });
}

function alarmGraph(alarm: Properties, minutes: number): Pick<GraphProps, 'lines' | 'threshold'> {
  const queries = alarmQueries(alarm);
  const seconds = Number(alarm.period ?? MINUTE_SECONDS);
  const lines = drawnLines(queries, minutes).map((line) => ({ ...line, points: lowest(line.points, seconds) }));
  const sign = String(alarm.comparison_operator).startsWith('Less') ? '≤' : '≥';
  const value = Number(alarm.threshold);
  return { lines, threshold: { label: `${sign} ${value}`, value, filled: false } };
}

/** One point for each period of an alarm: the lowest value of its minutes. */
function lowest(points: Series, periodSeconds: number): Series {
  const minutes = periodSeconds / MINUTE_SECONDS;
  if (minutes === 1) return points;
  return Array.from({ length: Math.floor(points.length / minutes) }, (_, index) => {
    const values = points.slice(index * minutes, (index + 1) * minutes).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : Math.min(...values);
  });
}

function drawnLines(queries: readonly Query[], minutes: number): DrawnLine[] {
  const series = (query: Query): Series => {
    const { metric, expression = '' } = query;
    if (metric) return sampleSeries(metric.namespace, metric.metricName, metric.functionName, minutes);
    const operands = queries.flatMap((other) => (other.metric && other.id ? [[other.id, series(other)] as const] : []));
    return compileMetricMath(expression)({
      series: Object.fromEntries(operands),
      periodSeconds: MINUTE_SECONDS,
    });
  };
  const shown = queries.filter(({ visible }) => visible);
  return shown.map((query, index) => ({
    label: query.label,
    color: COLORS[index % COLORS.length] ?? '',
    points: series(query),
  }));
}

/** A row of `metrics` in a dashboard's body. */
function widgetQuery(row: readonly unknown[]): Query {
  const { id, label, visible, expression } = row.at(-1) as {
    id?: string;
    label?: string;
    visible?: boolean;
    expression?: string;
  };
  const [namespace, metricName, ...dimensions] = row.slice(0, -1).map(String);
  return {
    ...(id !== undefined && { id }),
    label: label ?? '',
    visible: visible ?? true,
    ...(expression !== undefined && { expression }),
    ...(namespace !== undefined &&
      metricName !== undefined && { metric: { namespace, metricName, functionName: dimensions[1] ?? '' } }),
  };
}

/** What an alarm watches: queries of an `aws_cloudwatch_metric_alarm`. */
function alarmQueries(alarm: Properties): Query[] {
  const queries = alarm.metric_query as
    | { id: string; expression?: string; label?: string; metric?: { namespace: string; metric_name: string } }[]
    | undefined;
  if (queries === undefined) {
    const { FunctionName: functionName = '' } = alarm.dimensions as Readonly<Record<string, string>>;
    const metric = { namespace: String(alarm.namespace), metricName: String(alarm.metric_name), functionName };
    return [{ label: metric.metricName, visible: true, metric }];
  }
  return queries.map(({ id, expression, label, metric }) => ({
    id,
    label: label ?? id,
    visible: expression !== undefined,
    ...(expression !== undefined && { expression }),
    ...(metric && { metric: { namespace: metric.namespace, metricName: metric.metric_name, functionName: '' } }),
  }));
}

function times(minutes: number): string[] {
  return Array.from({ length: TIMES + 1 }, (_, index) => {
    const minute = Math.round((minutes * index) / TIMES);
    return `${String(START_HOUR + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  });
}
