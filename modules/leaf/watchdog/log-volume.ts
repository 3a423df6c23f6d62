import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';
import { HourlyAlarm } from './hourly-alarm';

export interface LogVolumeProps {
  readonly names: Names;
  readonly leafId: string;
  /** The log group of the container. */
  readonly containerLogGroupName: string;
  /** Above how many MB (2^20 bytes) in an hour the alarm fires. */
  readonly logMegabytesPerHour: number;
  /** The topic of the administrators, who get the alarm by e-mail. */
  readonly baseTopicArn: string;
}

const MEGABYTE = 2 ** 20;

/**
 * Tells the administrators when the container writes much to its log. Docker's log driver has no limit of its own.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export class LogVolume extends Construct {
  constructor(scope: Construct, id: string, props: LogVolumeProps) {
    super(scope, id);
    new HourlyAlarm(this, 'Alarm', {
      alarmName: props.names.logVolumeAlarm,
      description: description(props),
      metric: {
        namespace: 'AWS/Logs',
        metricName: 'IncomingBytes',
        dimensions: { LogGroupName: props.containerLogGroupName },
        statistic: 'Sum',
      },
      threshold: props.logMegabytesPerHour * MEGABYTE,
      topicArn: props.baseTopicArn,
    });
  }
}

function description({ leafId, logMegabytesPerHour }: LogVolumeProps): string {
  return (
    `The container of '${leafId}' wrote more than ${logMegabytesPerHour} MB to its log in an hour, which AWS bills by the GB. ` +
    `If nobody expects that, it may be broken or hacked: read its log, or run './cm sleep ${leafId}'. If it may write this ` +
    'much, raise Alerts.LogMegabytesPerHour.'
  );
}
