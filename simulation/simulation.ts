import { type AlarmDefinition } from './alarm-definition';
import { type MetricMathInput } from './metric-math';
import { type MetricIdentity, MetricStore } from './metric-store';
import { ScalingGroup, type ScalingGroupProps } from './scaling-group';
import { type ScalingPolicy } from './scaling-policy';
import { SimulatedAlarm } from './simulated-alarm';

/** Bytes per second of one minute. */
export interface Traffic {
  /** What clients send. */
  readonly fromClients: number;
  /** What the file systems send, all together, without the network's overhead. */
  readonly fromFileSystems: number;
}

export interface SimulationProps extends ScalingGroupProps {
  readonly alarms: readonly AlarmDefinition[];
  /** By the string that stands in an alarm's actions. Every other action is a notification. */
  readonly policies: Readonly<Record<string, ScalingPolicy>>;
  readonly autoScalingGroupName: string;
  /** The first of them sends everything. */
  readonly fileSystemIds: readonly string[];
  /** How long to run, in minutes. */
  readonly minutes: number;
  /** Minutes at which somebody sets the desired capacity: a connection, or a person in the console. */
  readonly desiredCapacity: Readonly<Record<number, number>>;
  /** Traffic of a minute in which an instance has been in service for `minutesInService` minutes. */
  readonly traffic: (minute: number, minutesInService: number) => Traffic;
  /** Points of metrics that neither the group nor its traffic gives, e.g. the invocations of a function. */
  readonly otherPoints: readonly { readonly metric: MetricIdentity; readonly minute: number; readonly value: number }[];
  /** Minutes that a metric comes late. */
  readonly delayMinutes: (metric: MetricIdentity) => number;
  readonly missingCondition: MetricMathInput['missingCondition'];
  /** From this minute on CloudWatch receives nothing at all. */
  readonly metricsEnd: number;
}

/** One thing that happens, at the beginning of a minute. */
export type Happening =
  | { readonly minute: number; readonly kind: 'in service' | 'out of service' }
  | { readonly minute: number; readonly kind: 'alarm' | 'alarm ends'; readonly alarmName: string }
  | { readonly minute: number; readonly kind: 'notification'; readonly alarmName: string; readonly target: string }
  | {
      readonly minute: number;
      readonly kind: 'scaled' | 'scaling held back';
      readonly alarmName: string;
      readonly policyName: string;
    };

/** Overhead of NFS, TLS, TCP and IP on what a file system sends: it stays in NetworkIn. */
export const FILE_SYSTEM_OVERHEAD = 0.05;

const MINUTE_SECONDS = 60;
// CloudWatch says once an hour; at which minute it does not say. AWS's example has three minutes past.
const HOURLY_EVALUATION_MINUTE = 3;

/** Runs alarms, policies and one Auto Scaling group against each other, and tells what happens at which minute. */
export function simulate(props: SimulationProps): Happening[] {
  return new Simulation(props).run();
}

class Simulation {
  private readonly group: ScalingGroup;
  private readonly store: MetricStore;
  private readonly alarms: readonly SimulatedAlarm[];
  private readonly happenings: Happening[] = [];
  private wasInService = false;

  constructor(private readonly props: SimulationProps) {
    this.group = new ScalingGroup(props);
    this.store = new MetricStore(props.delayMinutes);
    for (const { metric, minute, value } of props.otherPoints) this.store.put(metric, minute, value);
    this.alarms = props.alarms.map(
      (definition) =>
        new SimulatedAlarm({
          definition,
          store: this.store,
          missingCondition: props.missingCondition,
          hourlyEvaluationMinute: HOURLY_EVALUATION_MINUTE,
        }),
    );
  }

  run(): Happening[] {
    for (let minute = 0; minute < this.props.minutes; minute++) {
      const wanted = this.props.desiredCapacity[minute];
      if (wanted !== undefined) this.group.setDesiredCapacity(wanted, minute);
      for (const alarm of this.alarms) this.evaluate(alarm, minute);
      this.watchService(minute);
      if (minute < this.props.metricsEnd) this.record(minute);
    }
    return this.happenings;
  }

  private evaluate(alarm: SimulatedAlarm, minute: number): void {
    const { alarmName } = alarm.definition;
    const before = alarm.state;
    alarm.evaluate(minute);
    const begins = alarm.state === 'ALARM' && before !== 'ALARM';
    if (begins) this.happenings.push({ minute, kind: 'alarm', alarmName });
    if (before === 'ALARM' && alarm.state !== 'ALARM') this.happenings.push({ minute, kind: 'alarm ends', alarmName });
    if (alarm.state === 'ALARM') this.act(alarm, minute, begins);
  }

  /** Scaling policies are executed every minute for as long as the alarm lasts, other actions when it begins. */
  private act({ definition, latestValue }: SimulatedAlarm, minute: number, begins: boolean): void {
    const { alarmName, threshold } = definition;
    for (const target of definition.alarmActions) {
      const policy = this.props.policies[target];
      if (policy === undefined) {
        if (begins) this.happenings.push({ minute, kind: 'notification', alarmName, target });
        continue;
      }
      const result = this.group.executePolicy(policy, (latestValue ?? threshold) - threshold, minute);
      if (result === 'nothing to do') continue;
      const kind = result === 'done' ? 'scaled' : 'scaling held back';
      this.happenings.push({ minute, kind, alarmName, policyName: policy.name });
    }
  }

  private watchService(minute: number): void {
    const inService = this.group.inService(minute) > 0;
    if (inService !== this.wasInService) {
      this.happenings.push({ minute, kind: inService ? 'in service' : 'out of service' });
    }
    this.wasInService = inService;
  }

  private record(minute: number): void {
    const { autoScalingGroupName, fileSystemIds } = this.props;
    const dimensions = { AutoScalingGroupName: autoScalingGroupName };
    const put = (metric: MetricIdentity, value: number) => {
      this.store.put(metric, minute, value);
    };
    put(
      { namespace: 'AWS/AutoScaling', metricName: 'GroupInServiceInstances', dimensions },
      this.group.inService(minute),
    );
    if (!this.group.reports(minute)) return;
    const { fromClients, fromFileSystems } = this.trafficOf(minute);
    const received = fromClients + fromFileSystems * (1 + FILE_SYSTEM_OVERHEAD);
    put({ namespace: 'AWS/EC2', metricName: 'NetworkIn', dimensions }, received * MINUTE_SECONDS);
    const [FileSystemId] = fileSystemIds;
    if (FileSystemId !== undefined && fromFileSystems > 0) {
      put(
        { namespace: 'AWS/EFS', metricName: 'DataReadIOBytes', dimensions: { FileSystemId } },
        fromFileSystems * MINUTE_SECONDS,
      );
    }
  }

  /** An instance on its way out receives nothing that would matter. */
  private trafficOf(minute: number): Traffic {
    const minutesInService = this.group.minutesInService(minute);
    return minutesInService === undefined
      ? { fromClients: 0, fromFileSystems: 0 }
      : this.props.traffic(minute, minutesInService);
  }
}
