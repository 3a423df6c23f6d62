export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type MissingDataTreatment = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface AlarmRule {
  /** Number of points that are evaluated (AWS's N). */
  readonly evaluationPeriods: number;
  /** Number of those that must breach (AWS's M). */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingDataTreatment;
}

/**
 * Number of points that CloudWatch retrieves, in case some are missing (AWS's evaluation range). AWS publishes no
 * formula: it says that the range is longer than N, and its tables show 5 points for an N of 3.
 */
export function evaluationRange({ evaluationPeriods }: AlarmRule): number {
  return evaluationPeriods + 2;
}

/**
 * The state of an alarm after its most recent points.
 *
 * @param breaching whether each point of the evaluation range breaches, oldest first; undefined where it is missing
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function nextAlarmState(
  breaching: readonly (boolean | undefined)[],
  rule: AlarmRule,
  current: AlarmState,
): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const real = breaching.filter((point) => point !== undefined);
  const count = real.slice(-evaluationPeriods).filter(Boolean).length;
  const filled = Math.max(0, evaluationPeriods - real.length);

  if (filled > 0 && (treatMissingData === 'missing' || treatMissingData === 'ignore')) {
    const kept = treatMissingData === 'ignore' ? current : undefined;
    if (real.length === 0) return kept ?? 'INSUFFICIENT_DATA';
    if (count < datapointsToAlarm && isPrematureAlarm(breaching, datapointsToAlarm)) return kept ?? 'ALARM';
  }
  return count + (treatMissingData === 'breaching' ? filled : 0) >= datapointsToAlarm ? 'ALARM' : 'OK';
}

/** All points that exist breach, and the oldest of them is at least M periods old. */
function isPrematureAlarm(breaching: readonly (boolean | undefined)[], datapointsToAlarm: number): boolean {
  const oldestAge = breaching.length - breaching.findIndex((point) => point !== undefined);
  return !breaching.includes(false) && oldestAge >= datapointsToAlarm;
}
