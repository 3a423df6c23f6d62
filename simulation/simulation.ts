import { type AlarmDefinition } from './alarm-definition';
import { type MetricIdentity, MetricStore } from './metric-store';
import { ScalingGroup, type ScalingGroupProps } from './scaling-group';
import { type ScalingPolicy } from './scaling-policy';
import { SimulatedAlarm } from './simulated-alarm';

/** What the instance receives in one minute, in bytes per second. */
export interface Traffic {
  /** What clients send. */
  readonly fromClients: number;
  /** What all file systems send together, without the network's overhead. */
  readonly fromFileSystems: number;
  /** What the file systems send to other computers: their metric counts it too. @default nothing */
  readonly fileSystemsToOthers?: number;
}

/** A point of a metric that comes neither from the group nor from its traffic, e.g. the invocations of a function. */
export interface Point {
  readonly metric: MetricIdentity;
  readonly minute: number;
  readonly value: number;
}

export interface SimulationProps extends ScalingGroupProps {
  readonly alarms: readonly AlarmDefinition[];
  /** By the string in an alarm's actions. Every other action is a notification. */
  readonly policies: Readonly<Record<string, ScalingPolicy>>;
  readonly autoScalingGroupName: string;
  /** The first one sends all traffic from file systems; the others send nothing. */
  readonly fileSystemIds: readonly string[];
  /** How long to run, in minutes. */
  readonly minutes: number;
  /**
   * Minute → the desired capacity that somebody sets then: a connection, or a person in the console. Half a minute more (`13.5`):
   * after the alarms of minute 13 have acted, so that no minute lies between a sleep and the next wake-up.
   */
  readonly desiredCapacity: Readonly<Record<number, number>>;
  /** Traffic in a minute at whose beginning the instance has been in service for `minutesInService` minutes. */
  readonly traffic: (minute: number, minutesInService: number) => Traffic;
  readonly otherPoints: readonly Point[];
  /**
   * What a function publishes in a minute at whose beginning the instance has been in service for `minutesInService` minutes, also
   * of minutes that are still to come. Asleep it publishes nothing.
   */
  readonly publish: (minute: number, minutesInService: number) => readonly Point[];
  /** By how many minutes a metric arrives late. */
  readonly delayMinutes: (metric: MetricIdentity) => number;
  /** From this minute on CloudWatch receives no metrics. `Infinity`: it always receives them. */
  readonly metricsEnd: number;
}

/** Something that happens at the beginning of a minute. */
export type SimulatedEvent =
  | { readonly minute: number; readonly kind: 'in service' | 'out of service' }
  | { readonly minute: number; readonly kind: 'alarm' | 'alarm ends'; readonly alarmName: string }
  | { readonly minute: number; readonly kind: 'notification'; readonly alarmName: string; readonly target: string }
  | {
      readonly minute: number;
      readonly kind: 'scaled' | 'scaling held back';
      readonly alarmName: string;
      readonly policyName: string;
    };

/**
 * Share that NFS, TLS, TCP and IP add to what a file system sends. The metric of EFS does not count it and NetworkIn does,
 * so the watchdog takes it for traffic from clients.
 */
export const FILE_SYSTEM_OVERHEAD = 0.05;

const MINUTE_SECONDS = 60;
const NO_TRAFFIC: Traffic = { fromClients: 0, fromFileSystems: 0 };
// AWS documents that it happens once an hour, but not in which minute. Its example shows three minutes past the hour.
const HOURLY_EVALUATION_MINUTE = 3;

/** Runs alarms and scaling policies against one Auto Scaling group. Returns what happens, in the order of the minutes. */
export function simulate(props: SimulationProps): SimulatedEvent[] {
  return new Simulation(props).run();
}

class Simulation {
  private readonly group: ScalingGroup;
  private readonly store: MetricStore;
  private readonly alarms: readonly SimulatedAlarm[];
  private readonly events: SimulatedEvent[] = [];
  /** The minute in which the instance came into service that is there now. */
  private inServiceSince: number | undefined;

  constructor(private readonly props: SimulationProps) {
    this.group = new ScalingGroup(props);
    this.store = new MetricStore(props.delayMinutes);
    for (const { metric, minute, value } of props.otherPoints) this.store.put(metric, minute, value);
    this.alarms = props.alarms.map(
      (definition) =>
        new SimulatedAlarm({
          definition,
          store: this.store,
          hourlyEvaluationMinute: HOURLY_EVALUATION_MINUTE,
        }),
    );
  }

  run(): SimulatedEvent[] {
    for (let minute = 0; minute < this.props.minutes; minute++) {
      const wanted = this.props.desiredCapacity[minute];
      if (wanted !== undefined) this.group.setDesiredCapacity(wanted, minute);
      for (const alarm of this.alarms) this.evaluate(alarm, minute);
      const wantedNow = this.props.desiredCapacity[minute + 0.5];
      if (wantedNow !== undefined) this.group.setDesiredCapacity(wantedNow, minute);
      this.watchService(minute);
      if (minute < this.props.metricsEnd) this.record(minute);
    }
    return this.events;
  }

  private evaluate(alarm: SimulatedAlarm, minute: number): void {
    const { alarmName } = alarm.definition;
    const before = alarm.state;
    alarm.evaluate(minute);
    const begins = alarm.state === 'ALARM' && before !== 'ALARM';
    if (begins) this.events.push({ minute, kind: 'alarm', alarmName });
    if (before === 'ALARM' && alarm.state !== 'ALARM') this.events.push({ minute, kind: 'alarm ends', alarmName });
    if (alarm.state === 'ALARM') this.act(alarm, minute, begins);
  }

  /** CloudWatch runs a scaling policy every minute while the alarm is in ALARM, every other action once. */
  private act({ definition, latestValue }: SimulatedAlarm, minute: number, begins: boolean): void {
    const { alarmName, threshold } = definition;
    for (const target of definition.alarmActions) {
      const policy = this.props.policies[target];
      if (policy === undefined) {
        if (begins) this.events.push({ minute, kind: 'notification', alarmName, target });
        continue;
      }
      const result = this.group.executePolicy(policy, (latestValue ?? threshold) - threshold, minute);
      if (result === 'nothing to do') continue;
      const kind = result === 'done' ? 'scaled' : 'scaling held back';
      this.events.push({ minute, kind, alarmName, policyName: policy.name });
    }
  }

  private watchService(minute: number): void {
    const minutesInService = this.group.minutesInService(minute);
    const since = minutesInService === undefined ? undefined : minute - minutesInService;
    if (since !== this.inServiceSince) {
      this.events.push({ minute, kind: since === undefined ? 'out of service' : 'in service' });
    }
    this.inServiceSince = since;
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
    const minutesInService = this.group.minutesInService(minute);
    const {
      fromClients,
      fromFileSystems,
      fileSystemsToOthers = 0,
    } = minutesInService === undefined ? NO_TRAFFIC : this.props.traffic(minute, minutesInService);
    const reporter = this.group.reporter(minute);
    if (reporter !== undefined) {
      const received = fromClients + fromFileSystems * (1 + FILE_SYSTEM_OVERHEAD);
      // an instance that drains receives next to nothing
      const bytes = reporter === 'draining' ? 0 : received * MINUTE_SECONDS;
      put({ namespace: 'AWS/EC2', metricName: 'NetworkIn', dimensions }, bytes);
    }
    const [FileSystemId] = fileSystemIds;
    const read = fromFileSystems + fileSystemsToOthers;
    // also while the instance warms up: a file system knows nothing of groups
    if (FileSystemId !== undefined && read > 0) {
      put({ namespace: 'AWS/EFS', metricName: 'DataReadIOBytes', dimensions: { FileSystemId } }, read * MINUTE_SECONDS);
    }
    if (minutesInService === undefined) return;
    for (const point of this.props.publish(minute, minutesInService)) {
      this.store.put(point.metric, point.minute, point.value, minute);
    }
  }
}
