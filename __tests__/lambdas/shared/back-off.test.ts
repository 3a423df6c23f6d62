import { backOffOf } from '../../../lambdas/shared/back-off';
import { type ScalingActivity } from '../../../lambdas/shared/scaling-activities';
import { aLaunch, aTermination, sleepingGroup } from '../../support/group-state';

const at = (time: string) => new Date(`2026-11-29T${time}${time.length === 5 ? ':00' : ''}Z`);
const iso = (time: string) => at(time).toISOString();
const PLAYED_LATELY = '2026-11-28T20:00:00.000Z';

interface Case {
  readonly notes?: Readonly<Record<string, string>>;
  readonly now?: Date;
  readonly activities?: readonly ScalingActivity[];
  readonly more?: Parameters<typeof sleepingGroup>[1];
}

const backOff = ({ notes = {}, now = at('21:00'), activities, more }: Case) =>
  backOffOf({ state: sleepingGroup({ played: PLAYED_LATELY, ...notes }, more), now, activities });
const ended = (count: number, minutes = 14) => ({ fruitless: `${count} ${iso('21:00')} ${minutes}` });

describe('times for nobody', () => {
  test.each([0, 1, 2])('%s in a row hold nothing back', (count) => {
    expect(backOff({ notes: ended(count), now: at('21:00:01') })).toBeUndefined();
  });

  test.each([
    [3, '21:10'],
    [4, '21:20'],
    [5, '21:30'],
    [6, '21:30'],
    [9, '21:30'],
    [1_000, '21:30'],
  ])('%s in a row hold DNS back until %s, where somebody played in the last 7 days', (starts, until) => {
    const found = { until: at(until), reason: 'fruitless', starts };
    expect(backOff({ notes: ended(starts) })).toEqual(found);
    expect(backOff({ notes: ended(starts), now: new Date(at(until).getTime() - 1) })).toEqual(found);
    expect(backOff({ notes: ended(starts), now: at(until) })).toBeUndefined();
  });

  test.each([
    [3, 10],
    [5, 30],
    [6, 60],
    [7, 120],
    [8, 240],
    [9, 360],
    [50, 360],
  ])('%s in a row hold DNS back for %s minutes, where nobody played for more than 7 days', (starts, minutes) => {
    const notes = { played: '2026-11-22T20:59:59.999Z', ...ended(starts) };

    expect(backOff({ notes })?.until).toEqual(new Date(at('21:00').getTime() + minutes * 60_000));
    expect(backOff({ notes: { ...notes, played: '2026-11-22T21:00:00.000Z' } })?.until).toEqual(
      new Date(at('21:00').getTime() + Math.min(minutes, 30) * 60_000),
    );
  });

  test('at the longest gap DNS waits 20 times as long as the last time lasted, a day at most', () => {
    const notes = { played: '2026-11-01T00:00:00.000Z' };

    expect(backOff({ notes: { ...notes, ...ended(9, 70) } })?.until).toEqual(new Date('2026-11-30T20:20:00Z'));
    expect(backOff({ notes: { ...notes, ...ended(9, 72) } })?.until).toEqual(new Date('2026-11-30T21:00:00Z'));
    expect(backOff({ notes: { ...notes, ...ended(9, 73) } })?.until).toEqual(new Date('2026-11-30T21:00:00Z'));
    expect(backOff({ notes: { ...notes, ...ended(9, 8 * 60) } })?.until).toEqual(new Date('2026-11-30T21:00:00Z'));
    expect(backOff({ notes: { ...notes, ...ended(8, 70) } })?.until).toEqual(new Date('2026-11-30T01:00:00Z'));
  });

  test('a new leaf counts as played on for its first 7 days', () => {
    const notes = { played: '2026-11-01T00:00:00.000Z', ...ended(9) };

    expect(backOff({ notes, more: { createdAt: new Date('2026-11-23T00:00:00Z') } })?.until).toEqual(at('21:30'));
    expect(backOff({ notes, more: { createdAt: new Date('2026-11-22T00:00:00Z') } })?.until).toEqual(
      new Date('2026-11-30T03:00:00Z'),
    );
  });

  test.each(['nonsense', 'x y z', '3 tomorrow 14', `many ${iso('21:00')} 14`, '3 2027-11-29T21:00:00.000Z 14'])(
    'a note that cannot be read, or is of the future, holds nothing back: %s',
    (fruitless) => {
      expect(backOff({ notes: { fruitless } })).toBeUndefined();
    },
  );
});

describe('a time awake that DNS began and nobody has judged yet', () => {
  const launch = aLaunch(at('20:46:30'));
  const termination = aTermination(at('21:00'));
  const woken = { 'woken-by': `${iso('20:46')} dns`, fruitless: `2 ${iso('20:40')} 14` };
  const unjudged = (notes: Readonly<Record<string, string>> = {}, activities = [termination, launch]) =>
    backOff({ notes: { ...woken, ...notes }, activities, now: at('21:00:01') });
  const HELD_BACK = { until: at('21:10'), reason: 'fruitless', starts: 3 };

  test('counts as if it were for nobody', () => {
    expect(unjudged()).toEqual(HELD_BACK);
    expect(unjudged({ fruitless: `1 ${iso('20:40')} 14` })).toBeUndefined();
  });

  test('holds back for 30 minutes at most, also where the gap would be hours', () => {
    const notes = { played: '2026-11-01T00:00:00.000Z', fruitless: `8 ${iso('14:00')} 14` };
    expect(unjudged(notes)).toEqual({ until: at('21:30'), reason: 'fruitless', starts: 9 });
  });

  test.each([
    ['the hook counted it', { fruitless: `2 ${iso('21:00')} 13` }],
    ['the hook counted it as the switch was turned, before AWS began', { fruitless: `2 ${iso('20:59:58')} 13` }],
    ['somebody played', { played: iso('20:55') }],
    ['its game said that somebody played', { 'answered/i-1': `${iso('20:50')} ecs-svc/1 1` }],
    ['its container crashed before', { crash: `${iso('20:47')} 0123 asleep base leaf` }],
    ['a person woke it', { 'woken-by': `${iso('20:46')} cli` }],
    ['the note is more than two minutes older than the launch', { 'woken-by': `${iso('20:44:29')} dns` }],
    ['the note is more than 10 seconds newer than the launch', { 'woken-by': `${iso('20:46:41')} dns` }],
  ])('does not count where %s', (_, notes) => {
    expect(unjudged(notes)?.reason).not.toBe('fruitless');
  });

  test('counts where its game said that nobody played, two minutes after the note, and by a clock that differs', () => {
    expect(unjudged({ 'answered/i-1': `${iso('20:50')} ecs-svc/1 0` })).toEqual(HELD_BACK);
    expect(unjudged({ 'woken-by': `${iso('20:44:30')} dns` })).toEqual(HELD_BACK);
    expect(unjudged({ 'woken-by': `${iso('20:46:40')} dns` })).toEqual(HELD_BACK);
  });

  test('does not count where a person put it to sleep', () => {
    const cause = 'a user request explicitly set group desired capacity changing the desired capacity from 1 to 0.';
    expect(unjudged({}, [{ ...termination, cause }, launch])).toBeUndefined();
  });

  test('counts from now on while its instance is there and AWS has not begun to terminate it', () => {
    const more = { instances: [{ id: 'i-1', lifecycleState: 'InService' }] };

    expect(backOff({ notes: woken, activities: [launch], now: at('21:00'), more })).toEqual(HELD_BACK);
    expect(backOff({ notes: woken, activities: [launch], now: at('21:00') })).toBeUndefined();
  });

  test('does not count while it is awake, nor where the activities were not asked for', () => {
    const more = { desiredCapacity: 1, instances: [{ id: 'i-1', lifecycleState: 'InService' }] };

    expect(backOff({ notes: woken, activities: [launch], more })).toBeUndefined();
    expect(backOff({ notes: woken })).toBeUndefined();
  });

  test('is the newest one, in whatever order AWS tells them', () => {
    const before = [aLaunch(at('20:00'), { instanceId: 'i-0' }), aTermination(at('20:30'), { instanceId: 'i-0' })];

    expect(unjudged({}, [...before, launch, termination])).toEqual(HELD_BACK);
  });
});

describe('a crash', () => {
  const crash = { crash: `${iso('20:57')} 0123 asleep base leaf` };
  const activities = [aTermination(at('21:00')), aLaunch(at('20:55'))];

  test('holds DNS back for 5 minutes after the sleep', () => {
    const found = { until: at('21:05'), reason: 'crash' };
    expect(backOff({ notes: crash, activities, now: at('21:00:01') })).toEqual(found);
    expect(backOff({ notes: crash, activities, now: at('21:04:59') })).toEqual(found);
    expect(backOff({ notes: crash, activities, now: at('21:05') })).toBeUndefined();
  });

  test('of an earlier time awake holds nothing back', () => {
    expect(
      backOff({ notes: { crash: `${iso('20:54')} 0123 asleep base leaf` }, activities, now: at('21:00:01') }),
    ).toBeUndefined();
  });

  test('does not hide that it was for nobody the times before', () => {
    expect(backOff({ notes: { ...crash, ...ended(4) }, activities, now: at('21:00:01') })).toEqual({
      until: at('21:20'),
      reason: 'fruitless',
      starts: 4,
    });
  });
});

describe('a launch that failed', () => {
  const failed = aLaunch(at('20:59'), { failed: true, endedAt: at('21:00') });

  test.each([
    ['the hook noted', { notes: { 'failed-launches': iso('21:00') } }],
    ['AWS tells, before the hook has noted it,', { activities: [failed, aTermination(at('20:00'))] }],
  ])('that %s holds DNS back for 5 minutes', (_, facts) => {
    const found = { until: at('21:05'), reason: 'failed launch' };
    expect(backOff({ ...facts, now: at('21:04:59') })).toEqual(found);
    expect(backOff({ ...facts, now: at('21:05') })).toBeUndefined();
  });

  test('before one that succeeded holds nothing back', () => {
    const activities = [aTermination(at('21:01')), aLaunch(at('21:00')), failed];
    expect(backOff({ activities, now: at('21:02') })).toBeUndefined();
  });
});
