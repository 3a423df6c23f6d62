import { Construct } from 'constructs';

import { Alarm, type Metric, type MetricMath } from '../../aws/alarm';
import { type Names } from '../../aws/naming';

export interface ContainerActivityProps {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  /** The volumes' ids → ids of their file systems; at most 7. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  /** Bytes per second; at or below it nobody is connected. */
  readonly threshold: number;
  /** Minutes in a row at or below the threshold after which the container falls asleep. */
  readonly minutesWithoutConnections: number;
  readonly scaleDownPolicyArn: string;
}

const PERIOD_SECONDS = 60;

/** Watches what clients send, and lets the container fall asleep when it has been next to nothing for some minutes. */
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
  const fileSystems = fileSystemMetrics(props.fileSystemIds);
  return {
    expression: expression(props.threshold, Object.keys(fileSystems)),
    label: 'bytes per second from clients',
    metrics: {
      up: groupMetric(props, 'AWS/AutoScaling', 'GroupInServiceInstances', 'Minimum'),
      net: groupMetric(props, 'AWS/EC2', 'NetworkIn', 'Sum'),
      ...fileSystems,
    },
  };
}

/**
 * Bytes per second that clients send: what the instance receives less what EFS sends it, since NFS replies are
 * NetworkIn too. While asleep it is a value far above the threshold, so that the alarm ends at once and every wake-up
 * gets its full minutes; a minute without NetworkIn has no value. Neither FILL nor MAX: docs/how-it-works.md says why.
 */
function expression(threshold: number, fileSystems: readonly string[]): string {
  const [first] = fileSystems;
  const fromFileSystems = first === undefined ? '' : ` - (${fileSystems.join('+')})/PERIOD(${first})`;
  return `IF(up < 1, 2*${threshold}+1, IF(net >= 0, net/PERIOD(net)${fromFileSystems}))`;
}

function groupMetric(
  { autoScalingGroupName }: ContainerActivityProps,
  namespace: string,
  metricName: string,
  statistic: Metric['statistic'],
): Metric {
  return { namespace, metricName, dimensions: { AutoScalingGroupName: autoScalingGroupName }, statistic };
}

/** `efs1`, `efs2`, … in the order of the volumes' ids: metric ids allow fewer characters than volume ids. */
function fileSystemMetrics(fileSystemIds: Readonly<Record<string, string>>): Record<string, Metric> {
  const sorted = Object.entries(fileSystemIds).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([, fileSystemId], index) => [
      `efs${index + 1}`,
      {
        namespace: 'AWS/EFS',
        metricName: 'DataReadIOBytes',
        dimensions: { FileSystemId: fileSystemId },
        statistic: 'Sum',
      },
    ]),
  );
}

function description({ leafId, threshold, minutesWithoutConnections }: ContainerActivityProps): string {
  return (
    `Nobody seems to be connected to '${leafId}': for ${minutesWithoutConnections} minutes it received at most ` +
    `${threshold} bytes per second from clients. It is being put to sleep; the next connection wakes it. Nothing needs ` +
    `to be done. If somebody was connected, lower Watchdog.Threshold of '${leafId}'; if it stays awake with nobody ` +
    'connected, raise it.'
  );
}
