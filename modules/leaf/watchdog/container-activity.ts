import { Construct } from 'constructs';

import { METRIC_NAMESPACE, PRESENCE_METRIC } from '../../../lambdas/shared/game-metrics';
import { howToWake } from '../../../lambdas/shared/how-to-wake';
import { Alarm, type Metric, type MetricMath } from '../../aws/alarm';
import { fileSystemReads, groupMetric } from '../../aws/metrics';
import { type Names } from '../../aws/naming';
import { bytesAlone, gameBeforeBytes } from './activity-expression';

export interface ContainerActivityProps {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  /** Id of the volume → id of its file system; at most 7, since CloudWatch takes 10 metrics in an alarm. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  /** Bytes per second. At or below it, nobody is connected. */
  readonly threshold: number;
  /** Whether the game is asked. What it says goes before the bytes, which decide where nobody says anything. */
  readonly asksGame: boolean;
  /** How many minutes in a row at or below the threshold put the container to sleep. At most 1440. */
  readonly minutesWithoutConnections: number;
  /** Whether the next connection wakes the leaf. */
  readonly wakesByDns: boolean;
  /** The scaling policy that puts the container to sleep. */
  readonly scaleDownPolicyArn: string;
}

const PERIOD_SECONDS = 60;

/**
 * Measures what clients send, or hears from the game who plays, and puts the container to sleep after some minutes in which nobody
 * was there.
 *
 * @throws Error when there are more minutes or more file systems than an alarm can watch
 */
export class ContainerActivity extends Construct {
  readonly alarm: Alarm;
  /** What the alarm compares with its threshold: bytes per second from clients, or what stands for the game's word. */
  readonly metric: MetricMath;

  constructor(scope: Construct, id: string, props: ContainerActivityProps) {
    super(scope, id);
    this.metric = activity(props);
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

function activity({ threshold, asksGame, autoScalingGroupName: group, ...props }: ContainerActivityProps): MetricMath {
  const fileSystems = fileSystemMetrics(props.fileSystemIds);
  const named = { threshold, fileSystems: Object.keys(fileSystems) };
  return {
    expression: asksGame ? gameBeforeBytes(named) : bytesAlone(named),
    label: asksGame ? "the game's word, or bytes per second from clients" : 'bytes per second from clients',
    metrics: {
      up: groupMetric(group, {
        namespace: 'AWS/AutoScaling',
        metricName: 'GroupInServiceInstances',
        statistic: 'Minimum',
      }),
      net: groupMetric(group, { namespace: 'AWS/EC2', metricName: 'NetworkIn', statistic: 'Sum' }),
      ...(asksGame && {
        presence: groupMetric(group, {
          namespace: METRIC_NAMESPACE,
          metricName: PRESENCE_METRIC,
          // a word for a minute is followed by others, and whoever saw a player is right
          statistic: 'Maximum',
        }),
      }),
      ...fileSystems,
    },
  };
}

/** `efs1`, `efs2`, … in the order of the volumes' ids: the id of a metric must begin with a lower-case letter. */
function fileSystemMetrics(fileSystemIds: Readonly<Record<string, string>>): Record<string, Metric> {
  const sorted = Object.entries(fileSystemIds).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([, fileSystemId], index) => [`efs${index + 1}`, fileSystemReads(fileSystemId)]),
  );
}

function description(props: ContainerActivityProps): string {
  const { leafId, threshold, minutesWithoutConnections, wakesByDns } = props;
  const asleep = wakesByDns
    ? 'It is being put to sleep; the next connection wakes it.'
    : `It is being put to sleep. ${howToWake(leafId, false)}`;
  if (props.asksGame) {
    return (
      `Nobody seems to play on '${leafId}': for ${minutesWithoutConnections} minutes the game said so or, where it said nothing, ` +
      `clients sent it at most ${threshold} bytes per second. ${asleep} You do not ` +
      `need to do anything. If somebody played, the game does not tell its players: set Query.CountsPlayers of '${leafId}' to ` +
      'false, or lower Watchdog.Threshold. If it stays awake while nobody plays, raise that threshold.'
    );
  }
  return (
    `Nobody seems to be connected to '${leafId}': for ${minutesWithoutConnections} minutes clients sent it at most ` +
    `${threshold} bytes per second. ${asleep} You do not need to do ` +
    `anything. If somebody was connected, lower Watchdog.Threshold of '${leafId}'. If it stays awake while nobody is ` +
    'connected, raise it.'
  );
}
