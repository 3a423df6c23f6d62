import { type Metric } from '../modules/aws/alarm';

/** What identifies a metric; the statistic does not. */
export type MetricIdentity = Pick<Metric, 'namespace' | 'metricName' | 'dimensions'>;

const MINUTE_SECONDS = 60;

/** A value of a minute, and from which minute on it can be read. */
interface StoredValue {
  readonly value: number;
  readonly readableFrom: number;
}

/**
 * The metrics that CloudWatch has received. A value of minute m covers the time from m to m + 1; a minute may have several.
 * A value can be read `delayMinutes` after the end of the minute in which it was sent.
 */
export class MetricStore {
  private readonly valuesByMetric = new Map<string, Map<number, StoredValue[]>>();

  /**
   * @param delayMinutes minutes from the end of the minute in which a value is sent until it can be read; 0 when it arrives at
   *   once
   */
  constructor(private readonly delayMinutes: (metric: MetricIdentity) => number) {}

  /** @param sentIn the minute in which it is sent: an earlier one, where the value is of a time that is still to come */
  put(metric: MetricIdentity, minute: number, value: number, sentIn = minute): void {
    const key = keyOf(metric);
    const values = this.valuesByMetric.get(key) ?? new Map<number, StoredValue[]>();
    const stored = { value, readableFrom: sentIn + 1 + this.delayMinutes(metric) };
    this.valuesByMetric.set(key, values.set(minute, [...(values.get(minute) ?? []), stored]));
  }

  /**
   * The last `count` periods before the minute `until`, oldest first, as they can be read at the minute `now`;
   * undefined where a period has no value.
   */
  read(
    metric: Metric,
    { periodSeconds, count, until, now }: { periodSeconds: number; count: number; until: number; now: number },
  ): (number | undefined)[] {
    const minutes = periodSeconds / MINUTE_SECONDS;
    const values = this.valuesByMetric.get(keyOf(metric));
    const points: (number | undefined)[] = [];
    // loops and no closures: a simulation spends most of its time here
    for (let start = until - count * minutes; start < until; start += minutes) {
      const found: number[] = [];
      const end = Math.min(start + minutes, until);
      for (let minute = start; minute < end; minute++) {
        const stored = values?.get(minute);
        if (stored === undefined) continue;
        for (const { value, readableFrom } of stored) if (readableFrom <= now) found.push(value);
      }
      points.push(found.length === 0 ? undefined : aggregate(metric.statistic, found));
    }
    return points;
  }
}

function keyOf({ namespace, metricName, dimensions }: MetricIdentity): string {
  return JSON.stringify([namespace, metricName, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function aggregate(statistic: Metric['statistic'], values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    case 'Average':
      return sum / values.length;
    case 'SampleCount':
      return values.length;
  }
}
