import { type Construct } from 'constructs';

import { Alarm, type AlarmProps } from '../../aws/alarm';

export interface HourlyAlarmProps extends Pick<AlarmProps, 'alarmName' | 'description' | 'metric' | 'threshold'> {
  /** The topic that gets the alarm by e-mail. */
  readonly topicArn: string;
}

const HOUR_SECONDS = 3600;

/** An alarm that fires when a metric is above its threshold in one hour. */
export class HourlyAlarm extends Alarm {
  constructor(scope: Construct, id: string, { topicArn, ...props }: HourlyAlarmProps) {
    super(scope, id, {
      ...props,
      comparisonOperator: 'GreaterThanThreshold',
      periodSeconds: HOUR_SECONDS,
      evaluationPeriods: 1,
      alarmActions: [topicArn],
    });
  }
}
