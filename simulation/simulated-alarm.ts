import { type AlarmDefinition } from './alarm-definition';
import { type AlarmState, evaluationRange, nextAlarmState } from './alarm-state';
import { compileMetricMath, type MetricMathInput, type Series } from './metric-math';
import { type MetricStore } from './metric-store';

export interface SimulatedAlarmProps {
  readonly definition: AlarmDefinition;
  readonly store: MetricStore;
  /** Minute of the hour, 0–59, at which CloudWatch evaluates an alarm that looks back more than a day. */
  readonly hourlyEvaluationMinute: number;
}

const HOUR_MINUTES = 60;
const DAY_SECONDS = 86_400;

const COMPARISONS: Readonly<
  Record<AlarmDefinition['comparisonOperator'], (value: number, threshold: number) => boolean>
> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/**
 * An alarm that is evaluated every minute, over a window that ends in that minute. An alarm that looks back more than a
 * day is evaluated once an hour, over a window that ends at the full hour.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export class SimulatedAlarm {
  readonly definition: AlarmDefinition;
  state: AlarmState = 'INSUFFICIENT_DATA';
  /** Value of the most recent point that was evaluated: a step policy compares it with the threshold. */
  latestValue: number | undefined;
  private readonly looksBackMoreThanADay: boolean;
  private readonly calculate: (input: MetricMathInput) => Series;

  constructor(private readonly props: SimulatedAlarmProps) {
    this.definition = props.definition;
    this.calculate = compileMetricMath(this.definition.expression);
    this.looksBackMoreThanADay = this.definition.periodSeconds * this.definition.evaluationPeriods > DAY_SECONDS;
  }

  /** Evaluates the alarm at the minute `now`, with the data that can be read at that time. */
  evaluate(now: number): void {
    if (this.looksBackMoreThanADay && now % HOUR_MINUTES !== this.props.hourlyEvaluationMinute) return;
    const until = this.looksBackMoreThanADay ? now - (now % HOUR_MINUTES) : now;
    const values = this.values(now, until);
    const breaches = COMPARISONS[this.definition.comparisonOperator];
    this.state = nextAlarmState(
      values.map((value) => (value === undefined ? undefined : breaches(value, this.definition.threshold))),
      this.definition,
      this.state,
    );
    this.latestValue = values.findLast((value) => value !== undefined);
  }

  private values(now: number, until: number): Series {
    const { metrics, periodSeconds } = this.definition;
    const window = { periodSeconds, count: evaluationRange(this.definition), until, now };
    return this.calculate({
      series: Object.fromEntries(
        Object.entries(metrics).map(([name, metric]) => [name, this.props.store.read(metric, window)]),
      ),
      periodSeconds,
    });
  }
}
