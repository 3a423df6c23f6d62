import { Construct } from 'constructs';

import { Alarm, type Metric, type MetricMath } from '../../aws/alarm';
import { fileSystemReads, groupMetric } from '../../aws/metrics';
import { type Names } from '../../aws/naming';

export interface ContainerActivityProps {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  /** Id of the volume → id of its file system; at most 7, since CloudWatch takes 10 metrics and expressions in an alarm. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  /** Bytes per second. At or below it, nobody is connected. */
  readonly threshold: number;
  /** How many minutes in a row at or below the threshold put the container to sleep. At most 1440. */
  readonly minutesWithoutConnections: number;
  /** The scaling policy that puts the container to sleep. */
  readonly scaleDownPolicyArn: string;
}

const PERIOD_SECONDS = 60;

/**
 * Measures what clients send, and puts the container to sleep after some minutes at or below the threshold.
 *
 * @throws Error when there are more minutes or more file systems than an alarm can watch
 */
export class ContainerActivity extends Construct {
  readonly alarm: Alarm;
  /** What the alarm compares with its threshold: bytes per second from clients. */
  readonly metric: MetricMath;

  constructor(scope: Construct, id: string, props: ContainerActivityProps) {
    super(scope, id);
    this.metric = bytesPerSecondFromClients(props);
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: props.names.containerActivityAlarm,
      description: description(props),
      metric: this.metric,
      comparisonOperator: 'LessThanOrEqualToThreshold',
      threshold: props.threshold,
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: props.minutesWithoutConnections,
      alarmActions: [props.scaleDownPolicyArn],
    });
  }
}

function bytesPerSecondFromClients(props: ContainerActivityProps): MetricMath {
  const group = props.autoScalingGroupName;
  const fileSystems = fileSystemMetrics(props.fileSystemIds);
  return {
    expression: expression(props.threshold, Object.keys(fileSystems)),
    label: 'bytes per second from clients',
    metrics: {
      up: groupMetric(group, {
        namespace: 'AWS/AutoScaling',
        metricName: 'GroupInServiceInstances',
        statistic: 'Minimum',
      }),
      net: groupMetric(group, { namespace: 'AWS/EC2', metricName: 'NetworkIn', statistic: 'Sum' }),
      ...fileSystems,
    },
  };
}

/**
 * Bytes per second that clients send: what the instance receives minus what EFS sends it, since NetworkIn counts the
 * replies of EFS too. While the container is asleep, the value is far above the threshold: so the alarm ends at once, and
 * every wake-up gets its full minutes. A minute without NetworkIn has no value. docs/how-it-works.md says why there is
 * neither FILL nor MAX.
 */
function expression(threshold: number, fileSystems: readonly string[]): string {
  const [first] = fileSystems;
  const fromFileSystems = first === undefined ? '' : ` - (${fileSystems.join('+')})/PERIOD(${first})`;
  return `IF(up < 1, 2*${threshold}+1, IF(net >= 0, net/PERIOD(net)${fromFileSystems}))`;
}

/** `efs1`, `efs2`, … in the order of the volumes' ids: the id of a metric must begin with a lower-case letter. */
function fileSystemMetrics(fileSystemIds: Readonly<Record<string, string>>): Record<string, Metric> {
  const sorted = Object.entries(fileSystemIds).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([, fileSystemId], index) => [`efs${index + 1}`, fileSystemReads(fileSystemId)]),
  );
}

function description({ leafId, threshold, minutesWithoutConnections }: ContainerActivityProps): string {
  return (
    `Nobody seems to be connected to '${leafId}': for ${minutesWithoutConnections} minutes clients sent it at most ` +
    `${threshold} bytes per second. It is being put to sleep; the next connection wakes it. You do not need to do ` +
    `anything. If somebody was connected, lower Watchdog.Threshold of '${leafId}'. If it stays awake while nobody is ` +
    'connected, raise it.'
  );
}
