import {
  countEnded,
  type MonthFacts,
  monthSoFar,
  reachesBack,
  runningInstances,
} from '../../../lambdas/shared/month-minutes';
import { type ScalingActivity } from '../../../lambdas/shared/scaling-activities';

const day = (text: string) => new Date(`2026-11-${text}Z`);
const activity = (kind: ScalingActivity['kind'], id: string, from: Date, more: Partial<ScalingActivity> = {}) => ({
  kind,
  instanceId: id,
  failed: false,
  cancelled: false,
  startedAt: from,
  message: '',
  ...more,
});
const launch = (id: string, from: Date, more?: Partial<ScalingActivity>) => activity('launch', id, from, more);
const terminate = (id: string, from: Date, to?: Date) =>
  activity('terminate', id, from, to === undefined ? {} : { endedAt: to });
const facts = (more: Partial<MonthFacts>): MonthFacts => ({
  activities: [],
  instances: [],
  createdAt: new Date('2026-01-01T00:00:00Z'),
  counted: undefined,
  now: day('29T20:00:00'),
  ...more,
});

const evening = [terminate('i-1', day('28T22:00:00'), day('28T22:02:00')), launch('i-1', day('28T20:00:00'))];

test('counts from the launch to the end of the termination', () => {
  expect(countEnded(facts({ activities: evening }))).toEqual({
    month: '2026-11',
    minutes: 122,
    until: day('28T22:02:00'),
  });
  expect(monthSoFar(facts({ activities: evening }))).toBe(122);
});

test('adds what ended since the last count, and nothing before that', () => {
  const counted = { month: '2026-11', minutes: 500, until: day('28T22:02:00') };
  const more = [terminate('i-2', day('29T10:00:00'), day('29T10:01:30')), launch('i-2', day('29T09:00:00'))];
  expect(countEnded(facts({ activities: evening, counted }))).toEqual(counted);
  expect(countEnded(facts({ activities: [...more, ...evening], counted }))).toEqual({
    month: '2026-11',
    minutes: 561.5,
    until: day('29T10:01:30'),
  });
});

test("begins again with a month: of an instance across its turn only this month's part counts", () => {
  const counted = { month: '2026-10', minutes: 500, until: new Date('2026-10-31T20:00:00Z') };
  const activities = [
    terminate('i-1', day('01T00:59:00'), day('01T01:00:00')),
    launch('i-1', new Date('2026-10-31T22:00:00Z')),
  ];
  expect(countEnded(facts({ activities, counted, now: day('02T20:00:00') }))).toEqual({
    month: '2026-11',
    minutes: 60,
    until: day('01T01:00:00'),
  });
});

test('an instance whose launch AWS has forgotten counts from the begin of the month', () => {
  expect(monthSoFar(facts({ activities: [terminate('i-1', day('01T05:00:00'), day('01T06:00:00'))] }))).toBe(360);
  const instances = [{ id: 'i-1', launchedAt: new Date('2026-09-01T00:00:00Z') }];
  expect(monthSoFar(facts({ instances, now: day('02T00:00:00') }))).toBe(1_440);
});

test('one that runs counts since its LaunchTime, also while it drains', () => {
  const activities = [launch('i-1', day('29T18:59:50'))];
  const instances = [{ id: 'i-1', launchedAt: day('29T19:00:00') }];
  expect(monthSoFar(facts({ activities, instances }))).toBe(60);
  expect(monthSoFar(facts({ activities: [terminate('i-1', day('29T19:30:00')), ...activities], instances }))).toBe(60);
  expect(countEnded(facts({ activities, instances })).minutes).toBe(0);
  // EC2 does not know it yet
  expect(monthSoFar(facts({ activities: [launch('i-1', day('29T19:30:00'))], instances: [{ id: 'i-1' }] }))).toBe(30);
  expect(monthSoFar(facts({ instances: [{ id: 'i-1' }] }))).toBe(0);
});

test('one that the group has let go, and whose end AWS has not written yet, still counts', () => {
  const activities = [terminate('i-1', day('29T19:58:00')), launch('i-1', day('29T19:00:00'))];
  expect(monthSoFar(facts({ activities }))).toBe(60);
});

test.each([
  ['a launch that failed', [launch('i-1', day('29T18:00:00'), { failed: true, endedAt: day('29T18:10:00') })]],
  [
    'a launch whose instance died',
    [
      terminate('i-1', day('29T19:00:00'), day('29T19:10:00')),
      launch('i-1', day('29T18:00:00'), { failed: true, cancelled: true }),
    ],
  ],
  ['a termination that failed', [{ ...terminate('i-1', day('29T19:00:00'), day('29T19:10:00')), failed: true }]],
])('%s counts nothing', (_, activities) => {
  expect(monthSoFar(facts({ activities }))).toBe(0);
});

describe('where no instance is there, the count moves on to three days ago', () => {
  const failedAt = (time: string): ScalingActivity => ({
    kind: 'launch',
    failed: true,
    cancelled: false,
    startedAt: day(time),
    message: 'no capacity',
  });
  const counted = { month: '2026-11', minutes: 500, until: day('10T00:00:00') };
  const shortage = facts({
    counted,
    activities: ['29T19:00:00', '23T00:00:00', '12T00:00:00'].map(failedAt),
  });

  test('so that activities that are older than that are not read again', () => {
    expect(countEnded(shortage)).toEqual({ ...counted, until: day('26T20:00:00') });
    expect(countEnded({ ...shortage, counted: undefined })).toEqual({
      ...counted,
      minutes: 0,
      until: day('26T20:00:00'),
    });
  });

  test('at most once a day', () => {
    const before = { ...counted, until: day('25T20:00:01') };
    expect(countEnded({ ...shortage, counted: before })).toEqual(before);
    const due = { ...counted, until: day('25T20:00:00') };
    expect(countEnded({ ...shortage, counted: due })).toEqual({ ...counted, until: day('26T20:00:00') });
  });

  test('not where nothing would be read less', () => {
    expect(countEnded({ ...shortage, activities: [] })).toEqual(counted);
    expect(countEnded({ ...shortage, activities: shortage.activities.slice(0, 1) })).toEqual(counted);
  });

  test.each([
    ['runs', [{ id: 'i-1' }], []],
    ['runs, by the activities', [], [launch('i-1', day('29T19:30:00'))]],
    ['ends', [], [terminate('i-1', day('28T19:30:00')), launch('i-1', day('20T00:00:00'))]],
  ])('not while one %s', (_, instances, more) => {
    expect(countEnded({ ...shortage, instances, activities: [...more, ...shortage.activities] })).toEqual(counted);
  });
});

test('a deleted group of the same name counts nothing', () => {
  expect(monthSoFar(facts({ activities: evening, createdAt: day('28T23:00:00') }))).toBe(0);
});

describe('activities reach back far enough', () => {
  const counted = { month: '2026-11', minutes: 0, until: day('20T12:00:00') };

  test('where they are three days older than the last count, more than a termination takes', () => {
    const from = (time: string) => [launch('i-2', day('29T10:00:00')), launch('i-1', day(time))];
    expect(reachesBack(from('17T12:00:00'), facts({ counted }))).toBe(false);
    expect(reachesBack(from('17T11:59:59'), facts({ counted }))).toBe(true);
  });

  test('and have the launch of each that has ended since', () => {
    const ended = terminate('i-1', day('29T10:00:00'), day('29T11:00:00'));
    const old = launch('i-0', day('10T00:00:00'));
    expect(reachesBack([ended, old], facts({ counted }))).toBe(false);
    expect(reachesBack([ended, old, launch('i-1', day('09T00:00:00'))], facts({ counted }))).toBe(true);
    // launched before the month: it counts from its begin
    expect(reachesBack([ended, old, launch('i-9', new Date('2026-10-28T00:00:00Z'))], facts({ counted }))).toBe(true);
  });

  test('never where there are none', () => {
    expect(reachesBack([], facts({ counted }))).toBe(false);
  });
});

test('finds the LaunchTime of instances that are not gone', async () => {
  const instances = [
    { id: 'i-1', lifecycleState: 'Terminated' },
    { id: 'i-2', lifecycleState: 'Terminating:Wait' },
    { id: 'i-3', lifecycleState: 'Pending' },
  ];
  const read = (id: string) => Promise.resolve(id === 'i-2' ? { launchedAt: day('29T19:00:00') } : undefined);

  await expect(runningInstances({ instances }, read)).resolves.toEqual([
    { id: 'i-2', launchedAt: day('29T19:00:00') },
    { id: 'i-3' },
  ]);
});
