/**
 * How far CloudWatch lets an alarm look back, in hours: with periods below one hour, and with periods of an hour or more.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (EvaluationPeriods)
 */
export const MAX_HOURS_OF_SHORT_PERIODS = 24;
export const MAX_HOURS_OF_LONG_PERIODS = 168;
