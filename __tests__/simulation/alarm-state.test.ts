import { type AlarmState, evaluationRange, nextAlarmState } from '../../simulation/alarm-state';

// AWS's notation: 0 is within the threshold, X breaches, - is missing; the most recent point is on the right
const points = (notation: string) => Array.from(notation, (point) => (point === '-' ? undefined : point === 'X'));
const RETAINED = 'the current state';
const state = (
  notation: string,
  datapointsToAlarm: number,
  treatMissingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching',
) => {
  const rule = { evaluationPeriods: 3, datapointsToAlarm, treatMissingData };
  const after = (current: AlarmState) => nextAlarmState(points(notation), rule, current);
  const states = [after('OK'), after('ALARM'), after('INSUFFICIENT_DATA')];
  return states.join() === 'OK,ALARM,INSUFFICIENT_DATA' ? RETAINED : [...new Set(states)].join();
};

// the two tables of "Configuring how CloudWatch alarms treat missing data", row by row
describe('AWS’s table of 3 out of 3', () => {
  test.each([
    // points, missing, ignore, breaching, notBreaching
    ['0-X-X', 'OK', 'OK', 'OK', 'OK'],
    ['0----', 'OK', 'OK', 'OK', 'OK'],
    ['-----', 'INSUFFICIENT_DATA', RETAINED, 'ALARM', 'OK'],
    ['0XX-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['--X--', 'ALARM', RETAINED, 'ALARM', 'OK'],
  ])('%s', (notation, missing, ignore, breaching, notBreaching) => {
    expect(state(notation, 3, 'missing')).toBe(missing);
    expect(state(notation, 3, 'ignore')).toBe(ignore);
    expect(state(notation, 3, 'breaching')).toBe(breaching);
    expect(state(notation, 3, 'notBreaching')).toBe(notBreaching);
  });
});

describe('AWS’s table of 2 out of 3', () => {
  test.each([
    ['0-X-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['00X0X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0-X--', 'OK', 'OK', 'ALARM', 'OK'],
    ['----0', 'OK', 'OK', 'ALARM', 'OK'],
    ['---X-', 'ALARM', RETAINED, 'ALARM', 'OK'],
  ])('%s', (notation, missing, ignore, breaching, notBreaching) => {
    expect(state(notation, 2, 'missing')).toBe(missing);
    expect(state(notation, 2, 'ignore')).toBe(ignore);
    expect(state(notation, 2, 'breaching')).toBe(breaching);
    expect(state(notation, 2, 'notBreaching')).toBe(notBreaching);
  });
});

// the same page, "Avoiding premature transitions to alarm state"
test.each(['----X', '---X-'])('one new breaching point does not start an alarm of 3 out of 3: %s', (notation) => {
  expect(state(notation, 3, 'missing')).toBe('OK');
});

// the same page: "the next time this alarm is evaluated, if the data is still missing it will go to ALARM"
test('with missing data as breaching, the alarm starts when the last point within the threshold leaves the range', () => {
  expect(state('0----', 3, 'breaching')).toBe('OK');
  expect(state('-----', 3, 'breaching')).toBe('ALARM');
});

test('the evaluation range is 5 points for 3 periods, as in AWS’s tables', () => {
  expect(evaluationRange({ evaluationPeriods: 3, datapointsToAlarm: 3, treatMissingData: 'missing' })).toBe(5);
});
