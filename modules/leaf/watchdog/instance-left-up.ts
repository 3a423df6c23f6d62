import { Construct } from 'constructs';

import { Alarm } from '../../aws/alarm';
import { MAX_ALARM_HOURS, MAX_ALARM_HOURS_IN_SHORT_PERIODS } from '../../aws/limits';
import { type Names } from '../../aws/naming';
import { ScaleDownOnce } from './scale-down-once';

export interface InstanceLeftUpProps {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  /** Hours without a break after which the alarm fires: more than 0, at most 168. */
  readonly durationHours: number;
  /** Whether the instance is stopped then. */
  readonly shouldStop: boolean;
  /** What stops the instance after at most 24 hours; after more, this module has a policy of its own. */
  readonly scaleDownPolicyArn: string;
  readonly baseTopicArn: string;
}

const HOUR_SECONDS = 3600;
// not one minute: then a single point that AWS loses would begin the count anew
const SHORT_PERIOD_SECONDS = 300;

/**
 * Tells the administrator when an instance has been up for too long, and stops it when asked to.
 *
 * @throws Error when the duration is longer than AWS lets an alarm look back
 */
export class InstanceLeftUp extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: InstanceLeftUpProps) {
    super(scope, id);
    const periodSeconds = period(props);
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: props.names.instanceLeftUpAlarm,
      description: description(props),
      metric: {
        namespace: 'AWS/AutoScaling',
        metricName: 'GroupInServiceInstances',
        dimensions: { AutoScalingGroupName: props.autoScalingGroupName },
        // one minute asleep is enough to end the alarm or begin the count anew
        statistic: 'Minimum',
      },
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      periodSeconds,
      evaluationPeriods: Math.ceil((props.durationHours * HOUR_SECONDS) / periodSeconds),
      alarmActions: [props.baseTopicArn, ...(props.shouldStop ? [this.stopPolicy(props, periodSeconds)] : [])],
    });
  }

  private stopPolicy(props: InstanceLeftUpProps, periodSeconds: number): string {
    return periodSeconds === SHORT_PERIOD_SECONDS
      ? props.scaleDownPolicyArn
      : new ScaleDownOnce(this, 'ScaleDownOnce', props).policyArn;
  }
}

function period({ leafId, durationHours }: InstanceLeftUpProps): number {
  if (!(durationHours > 0 && durationHours <= MAX_ALARM_HOURS)) {
    throw new Error(
      `Watchdog.InstanceLeftUp.DurationHours of '${leafId}' is ${durationHours}: ` +
        `an alarm cannot look back further, choose more than 0 and at most ${MAX_ALARM_HOURS} hours`,
    );
  }
  return durationHours <= MAX_ALARM_HOURS_IN_SHORT_PERIODS ? SHORT_PERIOD_SECONDS : HOUR_SECONDS;
}

function description({ leafId, durationHours, shouldStop }: InstanceLeftUpProps): string {
  const now = shouldStop
    ? 'It is being stopped; whoever is connected loses the connection, and the next connection wakes it again. If it ' +
      'may run this long, raise Watchdog.InstanceLeftUp.DurationHours or set ShouldStop to false.'
    : `It keeps running, and costs. If nobody needs it, put it to sleep: './cm sleep ${leafId}', or set the desired ` +
      'capacity of its Auto Scaling group to 0 in the console. If it never falls asleep by itself, raise ' +
      'Watchdog.Threshold. If it may run this long, raise Watchdog.InstanceLeftUp.DurationHours.';
  return `The instance of '${leafId}' has been up for ${durationHours} hours without a break. ${now}`;
}
