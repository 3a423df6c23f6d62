import { Construct } from 'constructs';

import { howToWake } from '../../../lambdas/shared/how-to-wake';
import { Alarm } from '../../aws/alarm';
import { MAX_ALARM_HOURS, MAX_ALARM_HOURS_IN_SHORT_PERIODS } from '../../aws/limits';
import { groupMetric } from '../../aws/metrics';
import { type Names } from '../../aws/naming';
import { ScaleDownOnce } from './scale-down-once';

export interface InstanceLeftUpProps {
  readonly names: Names;
  readonly leafId: string;
  readonly autoScalingGroupName: string;
  /** After how many hours in service without a break the alarm fires: more than 0, at most 168. */
  readonly durationHours: number;
  /** Whether the alarm also stops the instance. */
  readonly shouldStop: boolean;
  /** The scaling policy that stops the instance when `durationHours` is at most 24. Above, ScaleDownOnce stops it. */
  readonly scaleDownPolicyArn: string;
  /** Whether the next connection wakes the leaf. */
  readonly wakesByDns: boolean;
  /** The topic of the administrators, who get the alarm by e-mail. */
  readonly baseTopicArn: string;
}

const HOUR_SECONDS = 3600;
// not one minute: then one point that AWS loses would restart the count
const SHORT_PERIOD_SECONDS = 300;

/**
 * Tells the administrators when an instance has been up for too long, and with `shouldStop` stops it.
 *
 * @throws Error when `durationHours` is not above 0, or is longer than AWS lets an alarm look back
 */
export class InstanceLeftUp extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: InstanceLeftUpProps) {
    super(scope, id);
    const periodSeconds = this.periodSeconds(props);
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: props.names.instanceLeftUpAlarm,
      description: description(props),
      metric: groupMetric(props.autoScalingGroupName, {
        namespace: 'AWS/AutoScaling',
        metricName: 'GroupInServiceInstances',
        // one minute asleep is enough to end the alarm or to restart the count
        statistic: 'Minimum',
      }),
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      periodSeconds,
      evaluationPeriods: Math.ceil((props.durationHours * HOUR_SECONDS) / periodSeconds),
      alarmActions: [props.baseTopicArn, ...(props.shouldStop ? [this.stopPolicy(props, periodSeconds)] : [])],
    });
  }

  private periodSeconds({ leafId, durationHours }: InstanceLeftUpProps): number {
    if (!(durationHours > 0 && durationHours <= MAX_ALARM_HOURS)) {
      throw new Error(
        `${this.node.path}: Watchdog.InstanceLeftUp.DurationHours of '${leafId}' is ${durationHours}: ` +
          `use more than 0 and at most ${MAX_ALARM_HOURS} hours, which is as far as an alarm can look back`,
      );
    }
    return durationHours <= MAX_ALARM_HOURS_IN_SHORT_PERIODS ? SHORT_PERIOD_SECONDS : HOUR_SECONDS;
  }

  private stopPolicy(props: InstanceLeftUpProps, periodSeconds: number): string {
    return periodSeconds === SHORT_PERIOD_SECONDS
      ? props.scaleDownPolicyArn
      : new ScaleDownOnce(this, 'ScaleDownOnce', props).policyArn;
  }
}

function description({ leafId, durationHours, shouldStop, wakesByDns }: InstanceLeftUpProps): string {
  const now = shouldStop
    ? 'It is being stopped: whoever is connected loses the connection. ' +
      `${wakesByDns ? 'The next connection wakes it again.' : howToWake(leafId, false)} If it may run this long, ` +
      'raise Watchdog.InstanceLeftUp.DurationHours or set ShouldStop to false.'
    : `It keeps running and costs money. If nobody needs it, put it to sleep: run './cm sleep ${leafId}', or set the ` +
      'desired capacity of its Auto Scaling group to 0 in the console. If it never falls asleep by itself, raise ' +
      'Watchdog.Threshold. If it may run this long, raise Watchdog.InstanceLeftUp.DurationHours.';
  return `The instance of '${leafId}' has been up for ${durationHours} hours without a break. ${now}`;
}
