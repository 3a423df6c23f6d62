/** The state of an alarm. */
type AlarmState = 'ALARM' | 'OK';

/**
 * The pattern of EventBridge of the events that alarms send by themselves when their state changes.
 *
 * @param alarmNames of this Region
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmPattern(alarmNames: readonly string[], state?: AlarmState): string {
  return JSON.stringify({
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: {
      alarmName: alarmNames,
      ...(state && { state: { value: [state] } }),
      // a new alarm becomes OK, too
      ...(state === 'OK' && { previousState: { value: ['ALARM'] } }),
    },
  });
}
