import { type LeafFacts } from '../../../cli/leaf/facts';
import { type LeafIdentity, leafStatus } from '../../../cli/status/leaf-status';
import { type ScalingActivity } from '../../../lambdas/shared/scaling-activities';
import { at, group, instances, NAMES, task } from '../support/leaf';

const launch = (time: string, more: Partial<ScalingActivity> = {}): ScalingActivity => ({
  kind: 'launch',
  failed: false,
  cancelled: false,
  startedAt: at(time),
  message: '',
  ...more,
});
const terminate = (from: string, to?: string): ScalingActivity => ({
  kind: 'terminate',
  failed: false,
  cancelled: false,
  startedAt: at(from),
  message: '',
  ...(to !== undefined && { endedAt: at(to) }),
});
const facts = (more: Partial<LeafFacts> = {}): LeafFacts => ({
  group: group(),
  activities: [],
  tasks: [],
  alarms: [],
  isRuleEnabled: true,
  ...more,
});
const status = (more: Partial<LeafFacts> = {}, identity: Partial<LeafIdentity> = {}) =>
  leafStatus(
    {
      id: 'minecraft',
      names: NAMES,
      hostName: 'minecraft.example.com',
      ports: ['25565/tcp'],
      hasYaml: true,
      isBegun: false,
      ...identity,
    },
    facts(more),
    at('20:30'),
  );
const awake = { group: group({ DesiredCapacity: 1, Instances: instances('InService') }) };

test('describes a leaf that players are connected to', () => {
  const found = status({
    ...awake,
    activities: [launch('20:14'), terminate('12:00', '12:02')],
    tasks: [task({ createdAt: at('20:15'), startedAt: at('20:15:38') })],
    alarms: [
      { AlarmName: NAMES.breakCrashLoopAlarm, StateValue: 'OK' },
      { AlarmName: NAMES.instanceLeftUpAlarm, StateValue: 'ALARM' },
      { AlarmName: NAMES.containerActivityAlarm, StateValue: 'INSUFFICIENT_DATA' },
    ],
    address: '198.51.100.7',
    traffic: { bytesPerSecond: 12_040, threshold: 1_000 },
  });

  expect(found).toEqual({
    id: 'minecraft',
    phase: 'ready',
    isHeld: false,
    since: at('20:15:38'),
    hostName: 'minecraft.example.com',
    address: '198.51.100.7',
    ports: ['25565/tcp'],
    traffic: { bytesPerSecond: 12_040, threshold: 1_000 },
    alarms: [
      { name: 'Container Activity', state: 'INSUFFICIENT_DATA' },
      { name: 'Instance Left Up', state: 'ALARM' },
      { name: 'Break Crash Loop', state: 'OK' },
    ],
    lastStartSeconds: 98,
  });
});

test('says since when a leaf loads, and what it waits for', () => {
  const Tags = [{ Key: 'container-manager:ready-when', Value: 'answers' }];
  const loading = { group: group({ DesiredCapacity: 1, Instances: instances('InService'), Tags }) };

  expect(status({ ...loading, tasks: [task()] })).toMatchObject({
    phase: 'loading',
    waitsFor: 'its game (loading)',
    since: at('20:16'),
  });
});

test('describes a leaf that is not deployed by its config alone', () => {
  expect(status({ group: undefined, isRuleEnabled: true }, { hostName: undefined })).toEqual({
    id: 'minecraft',
    phase: 'not deployed',
    isHeld: false,
    ports: ['25565/tcp'],
    alarms: [],
  });
});

test('tells a leaf whose retirement did not finish from one that is asleep', () => {
  expect(status({ group: group({ MaxSize: 0 }) })).toMatchObject({ phase: 'asleep', isRetiring: true });
  expect(status()).not.toHaveProperty('isRetiring');
});

describe('since', () => {
  test.each([
    ['asleep', {}, [terminate('20:00', '20:03'), launch('19:00')], at('20:03')],
    ['asleep since longer than AWS remembers', {}, [], undefined],
    ['stopping', { group: group({ Instances: instances('Terminating') }) }, [terminate('20:00')], at('20:00')],
    [
      'waking',
      { group: group({ DesiredCapacity: 1, Instances: instances('Pending') }) },
      [launch('20:14'), launch('20:10', { failed: true })],
      at('20:14'),
    ],
    [
      'waking, after a launch that failed',
      { group: group({ DesiredCapacity: 1 }) },
      [launch('20:14', { failed: true })],
      undefined,
    ],
  ])('%s', (_, more, activities, expected) => {
    expect(status({ ...more, activities }).since).toEqual(expected);
  });
});

test('says what a waking leaf waits for', () => {
  expect(status({ group: group({ DesiredCapacity: 1, Instances: instances('InService') }) })).toMatchObject({
    phase: 'waking',
    waitsFor: 'its container',
  });
});

describe('the last start', () => {
  const seconds = (more: Partial<LeafFacts>) =>
    status({ ...awake, activities: [launch('20:14')], ...more }).lastStartSeconds;

  test('is known for an hour after the container stopped', () => {
    expect(seconds({ tasks: [task({ desiredStatus: 'STOPPED', lastStatus: 'STOPPED' })] })).toBe(120);
  });

  test('is that of the first container on the instance', () => {
    const tasks = [
      task({ createdAt: at('20:18'), startedAt: at('20:19') }),
      task({ createdAt: at('20:15'), startedAt: at('20:16'), desiredStatus: 'STOPPED' }),
    ];

    expect(seconds({ tasks })).toBe(120);
  });

  test('is not taken from a container that replaced another one much later', () => {
    expect(seconds({ tasks: [task({ createdAt: at('21:14'), startedAt: at('21:15') })] })).toBeUndefined();
  });

  test('is not taken from a container of the instance before', () => {
    expect(seconds({ tasks: [task({ createdAt: at('20:10'), startedAt: at('20:11') })] })).toBeUndefined();
  });

  test('is unknown while none has started', () => {
    const starting = { desiredStatus: 'RUNNING', lastStatus: 'PENDING', createdAt: at('20:15') };

    expect(seconds({ tasks: [starting] })).toBeUndefined();
  });
});

describe('the last notice', () => {
  const notice = (Value: string) =>
    status({
      group: group({ Tags: [{ Key: 'container-manager:told/last-notice', Value, ResourceId: 'games-minecraft-asg' }] }),
    }).lastNotice;

  test('is what the group’s tag says', () => {
    expect(notice('2026-11-22T20:16:00.000Z minecraft is ready')).toEqual({
      at: at('20:16'),
      subject: 'minecraft is ready',
    });
  });

  test('is absent when the tag is empty', () => {
    expect(notice('')).toBeUndefined();
  });
});

test('says of a leaf without a file that it has none', () => {
  expect(status({}, { hasYaml: false })).toMatchObject({ hasNoYaml: true });
  expect(status()).not.toHaveProperty('hasNoYaml');
});

test('a leaf whose deployment began, and of which AWS has no group yet, is deployed in part', () => {
  expect(status({ group: undefined }, { isBegun: true }).phase).toBe('deployed in part');
  expect(status({ group: undefined }, { isBegun: false }).phase).toBe('not deployed');
  expect(status({}, { isBegun: true }).phase).toBe('asleep');
});

describe('why the next connection does not wake it', () => {
  const told = (key: string, Value: string) => ({ Key: `container-manager:told/${key}`, Value });
  const BACK_OFF = told('fruitless', '3 2026-11-22T20:25:30.000Z 14');
  const STAY = told('woken-by', '2026-11-22T20:00:00.000Z stay');
  const BY_DNS = { Key: 'container-manager:wake-rules', Value: 'by-dns=false' };
  const asleepWith = (...Tags: { Key: string; Value: string }[]) => ({ group: group({ Tags }) });

  test('is nothing where it does', () => {
    expect(status(asleepWith())).not.toHaveProperty('refusal');
    expect(status(asleepWith())).not.toHaveProperty('staysAsleep');
  });

  test('is the back-off, with the time until which it lasts', () => {
    expect(status(asleepWith(BACK_OFF)).refusal).toEqual({
      kind: 'back-off',
      until: at('20:35:30'),
      text: 'DNS wakes minecraft again at 20:36 UTC: 3 starts for nobody. ./cm wake minecraft works.',
    });
  });

  test('is what the activities say too', () => {
    const failed = launch('20:28', { failed: true, endedAt: at('20:29') });

    expect(status({ ...asleepWith(), activities: [failed] }).refusal).toMatchObject({
      kind: 'back-off',
      until: at('20:34'),
    });
  });

  test('is a sleep that stays', () => {
    expect(status(asleepWith(STAY))).toMatchObject({ staysAsleep: true, refusal: { kind: 'stay' } });
  });

  test('is the config', () => {
    expect(status(asleepWith(BY_DNS)).refusal).toMatchObject({ kind: 'not-by-dns' });
  });

  test('without a domain is nothing that concerns DNS, but a sleep that stays', () => {
    const ofNoDomain = { hostName: undefined };

    expect(status(asleepWith(BACK_OFF, BY_DNS), ofNoDomain)).not.toHaveProperty('refusal');
    expect(status(asleepWith(STAY), ofNoDomain)).toMatchObject({ staysAsleep: true, refusal: { kind: 'stay' } });
  });

  test.each([
    ['is awake', { DesiredCapacity: 1, Instances: instances('InService') }],
    ['is being retired', { MaxSize: 0 }],
  ])('is nothing of a leaf that %s', (_, more) => {
    expect(status({ group: group({ ...more, Tags: [BACK_OFF, STAY] }) })).not.toHaveProperty('refusal');
  });
});
