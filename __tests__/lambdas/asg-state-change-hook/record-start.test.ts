import { ObservedRecord } from '../../../lambdas/asg-state-change-hook/observed-record';
import { recordStart } from '../../../lambdas/asg-state-change-hook/record-start';
import { StartOfRun } from '../../../lambdas/asg-state-change-hook/start-of-run';
import { readStarts } from '../../../lambdas/shared/starts-text';
import { HookModel } from '../../support/hook-model';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const T0 = Date.parse('2026-11-22T20:00:00Z');
const LOG =
  'container-manager: step mounted 2026-11-22T20:00:25Z\r\ncontainer-manager: step locked 2026-11-22T20:00:26Z';

const record = ({ starts = [] }: HookModel) => readStarts(starts.at(-1));
/** Seconds since 20:00 of each known step. */
const seconds = (model: HookModel, index = 0) =>
  Object.fromEntries(
    Object.entries(record(model)[index]?.times ?? {}).map(([step, time]) => [step, (time.getTime() - T0) / SECOND]),
  );
const mail = ({ told }: HookModel) => told.at(-1)?.message.split('\n').slice(0, 2);
const calls: string[] = [];

function recorded(leaf: Parameters<typeof HookModel.of>[0] = {}): HookModel {
  const model = HookModel.of(leaf, (call) => {
    calls.push(call);
    return Promise.resolve();
  });
  model.starts = ['[]'];
  model.instanceType = 'm7i-flex.large';
  return model;
}

/** DNS was asked at 20:00; it is in service at 0:40, and its container is there at 1:20. */
async function start(model: HookModel, waker: 'dns' | 'cli' | 'console' = 'dns'): Promise<void> {
  const asked = new Date(model.now);
  model.now += 9 * SECOND;
  model.wake(waker === 'console' ? undefined : waker, waker === 'dns' ? asked : undefined);
  model.now += 2 * SECOND;
  model.launch();
  model.giveAddress();
  model.now += 29 * SECOND;
  model.putInService();
  await model.run({ kind: 'group' });
  model.now = asked.getTime() + 80 * SECOND;
  model.pullMs = 30 * SECOND;
  model.runContainer();
  await model.run({ kind: 'task-runs' });
}

beforeEach(() => {
  calls.length = 0;
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('records a start step by step, and "ready" tells its parts', async () => {
  const model = recorded({ hasQuery: true });
  model.systemLog = LOG;
  await start(model);
  model.now = T0 + 112 * SECOND;
  model.answer();
  await model.run({ kind: 'game-answers' });

  expect(record(model)).toHaveLength(1);
  expect(record(model)[0]).toMatchObject({ instanceId: 'i-1', instanceType: 'm7i-flex.large', by: 'dns' });
  expect(seconds(model)).toEqual({
    asked: 0,
    switched: 9,
    launching: 11,
    launched: 11,
    mounted: 25,
    locked: 26,
    inService: 40,
    registered: 40,
    pulling: 50,
    pulled: 80,
    started: 80,
    ready: 112,
    inSync: 40,
  });
  expect(mail(model)).toEqual([
    'minecraft is ready: its game answers, 1 min 41 s after its instance was launched.',
    'The start took 1 min 52 s: 9 s until AWS was asked, 31 s instance, 40 s image, 32 s game.',
  ]);
});

test('a start from the console: AWS says when, and nobody who', async () => {
  const model = recorded();
  await start(model, 'console');

  expect(record(model)[0]?.by).toBeUndefined();
  // AWS's words in the model
  expect(seconds(model)).toMatchObject({ switched: 0, launching: 11, ready: 80 });
  expect(seconds(model)).not.toHaveProperty('asked');
});

test('an instance that AWS launched in place of another one is a start of its own, which nobody woke', async () => {
  const model = recorded();
  await start(model, 'cli');
  const first = record(model);
  model.now += 10 * SECOND;
  model.terminate();
  model.finishTermination();
  model.now += 5 * SECOND;
  model.launch();
  model.giveAddress();
  model.putInService();
  await model.run({ kind: 'group' });

  expect(record(model).map(({ instanceId }) => instanceId)).toEqual(['i-1', 'i-2']);
  expect(record(model)[0]).toEqual(first[0]);
  expect(record(model)[1]?.by).toBeUndefined();
  expect(seconds(model, 1)).toMatchObject({ launching: 95 });
  expect(seconds(model, 1)).not.toHaveProperty('switched');
});

describe('where the first tries to launch failed', () => {
  /** The next try comes into service ten seconds later. */
  async function succeed(model: HookModel): Promise<void> {
    model.now += 4 * SECOND;
    model.launch();
    model.giveAddress();
    model.now += 10 * SECOND;
    model.putInService();
    await model.run({ kind: 'group' });
  }

  test('it is a start of who turned the switch, from then on', async () => {
    const model = recorded();
    model.now += 9 * SECOND;
    model.wake('dns', new Date(T0));
    model.now += 2 * SECOND;
    model.failLaunch();
    model.now += 150 * SECOND;
    model.failLaunch();
    await succeed(model);

    expect(record(model)[0]?.by).toBe('dns');
    expect(seconds(model)).toMatchObject({ asked: 0, switched: 9, launching: 165, inService: 175 });
  });

  test('also of a person in the console', async () => {
    const model = recorded();
    model.wake();
    model.now += 11 * SECOND;
    model.failLaunch();
    await succeed(model);

    expect(record(model)[0]?.by).toBeUndefined();
    // AWS's words in the model
    expect(seconds(model)).toMatchObject({ switched: 0, launching: 15 });
  });

  test('also where an instance died before it was in service, and AWS terminated it', async () => {
    const model = recorded();
    model.wake('cli');
    const died = model.launch()!.id;
    model.now += 20 * SECOND;
    model.failComing();
    const rest = { failed: false, cancelled: false, message: '', startedAt: new Date(model.now) };
    model.activities.unshift({ kind: 'terminate', instanceId: died, ...rest });
    await succeed(model);

    expect(record(model).map(({ instanceId, by }) => [instanceId, by])).toEqual([['i-2', 'cli']]);
    expect(seconds(model)).toMatchObject({ switched: 0, launching: 24 });
  });

  test('failures of a wake-up before it are not its own', async () => {
    const model = recorded();
    model.wake('cli');
    model.failLaunch();
    model.sleep();
    model.now += 10 * MINUTE;
    model.wake('page');
    model.failLaunch();
    await succeed(model);

    expect(record(model)[0]?.by).toBe('page');
    expect(seconds(model)).toMatchObject({ switched: 600, launching: 604 });
  });

  test('nobody woke what replaces an instance that was in service', async () => {
    const model = recorded();
    await start(model, 'cli');
    model.terminate();
    model.finishTermination();
    model.failLaunch();
    await succeed(model);

    expect(record(model)[1]?.by).toBeUndefined();
    expect(seconds(model, 1)).toMatchObject({ launching: 84 });
    expect(seconds(model, 1)).not.toHaveProperty('switched');
  });
});

test('a start during which it was put to sleep stays, with what was known', async () => {
  const model = recorded();
  model.wake('cli');
  model.launch();
  model.giveAddress();
  model.now += 30 * SECOND;
  model.putInService();
  await model.run({ kind: 'group' });
  model.sleep();
  await model.run({ kind: 'group' });
  model.finishTermination();
  await model.run({ kind: 'group' });

  expect(seconds(model)).toEqual({ switched: 0, launching: 0, launched: 0, inService: 30, registered: 30, inSync: 30 });
});

test('a launch that fails, and one that never came into service, is no start', async () => {
  const model = recorded();
  model.wake('cli');
  model.failLaunch();
  await model.run({ kind: 'group' });
  model.wake('cli');
  model.launch();
  await model.run({ kind: 'group' });
  model.terminate();
  await model.run({ kind: 'group' });

  expect(model.starts).toEqual(['[]']);
});

test('a deployment that replaces the container of an instance changes nothing of its start', async () => {
  const model = recorded();
  await start(model);
  const before = record(model);
  model.now += 10 * MINUTE;
  model.runContainer();
  model.instances[0]!.containerStartedAt = new Date(model.now);
  await model.run({ kind: 'task-runs' });
  await model.run();

  expect(record(model)).toEqual(before);
});

test('where another container replaces the first one before people can connect, its times count', async () => {
  const model = recorded({ hasQuery: true });
  await start(model);
  expect(seconds(model)).toMatchObject({ pulling: 50, pulled: 80, started: 80 });
  model.now = T0 + 200 * SECOND;
  model.runContainer();
  model.instances[0]!.containerStartedAt = new Date(model.now);
  await model.run({ kind: 'task-runs' });
  model.now += 12 * SECOND;
  model.answer();
  await model.run({ kind: 'game-answers' });

  expect(seconds(model)).toMatchObject({ registered: 40, pulling: 170, pulled: 200, started: 200, ready: 212 });
});

test('times of a container that replaced the one that people waited for are not taken where the record was lost', async () => {
  const model = recorded();
  await start(model);
  model.starts = ['[]'];
  model.now += 10 * MINUTE;
  model.runContainer();
  model.instances[0]!.containerStartedAt = new Date(model.now);
  await model.run();

  expect(seconds(model)).toMatchObject({ launching: 11, ready: 80 });
  for (const step of ['pulling', 'pulled', 'started']) expect(seconds(model)).not.toHaveProperty(step);
});

test('an instance of which an earlier version told "ready" is not recorded: nobody knows how it was', async () => {
  const model = recorded();
  model.start('cli');
  model.notes.set('ready/i-1', '2026-11-22T20:00:00.000Z');
  await model.run();

  expect(model.starts).toEqual(['[]']);
});

test('asleep it asks nothing, and once people can connect it only looks', async () => {
  const model = recorded();
  model.systemLog = LOG;
  const asked = () => calls.filter((call) => /starts|system log|times|change/.test(call));
  await model.run();
  expect(asked()).toEqual([]);

  await start(model);
  calls.length = 0;
  await model.run();
  // each call is there before and after AWS acts
  expect(asked()).toEqual(['read starts', 'read starts']);
});

test('without volumes it asks no host, and without a parameter nothing at all; "ready" tells the parts all the same', async () => {
  const model = recorded();
  await start(model);
  expect(calls).not.toContain('read system log');

  const without = recorded();
  without.starts = undefined;
  calls.length = 0;
  await start(without);
  expect(calls.filter((call) => /starts|change/.test(call))).toEqual([]);
  expect(mail(without)?.[1]).toBe(
    'The start took 1 min 20 s: 9 s until AWS was asked, 31 s instance, 40 s image, 0 s container.',
  );
});

test.each(['read starts', 'write starts', 'read times', 'read system log', 'read change', 'read activities'])(
  'where %s fails, people are told and the record is right',
  async (failing) => {
    const model = HookModel.of({}, (call) =>
      call === failing ? Promise.reject(new Error('AWS says no')) : Promise.resolve(),
    );
    model.starts = ['[]'];
    model.systemLog = LOG;
    // the back-off and failed launches need the activities too
    const run = async () => {
      model.start('cli');
      await model.run({ kind: 'task-runs' });
    };
    await (failing === 'read activities' ? expect(run()).rejects.toThrow('AWS says no') : run());

    expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft is ready']);
    expect(model.record).toBe('198.51.100.1');
  },
);

describe('where ECS did not say in the run that saw people connect how the container started', () => {
  const asked = () => calls.filter((call) => /starts|system log|times|change/.test(call));
  let silent = true;

  async function started(): Promise<HookModel> {
    silent = true;
    const model = HookModel.of({}, (call) => {
      calls.push(call);
      return call === 'read times' && silent ? Promise.reject(new Error('AWS says no')) : Promise.resolve();
    });
    model.starts = ['[]'];
    model.systemLog = LOG;
    await start(model);
    expect(seconds(model)).toMatchObject({ launching: 11, ready: 80 });
    expect(seconds(model)).not.toHaveProperty('started');
    return model;
  }

  test('a later run asks again, until it is known', async () => {
    const model = await started();
    await model.run();
    expect(seconds(model)).not.toHaveProperty('started');

    silent = false;
    model.now += 9 * MINUTE;
    await model.run();
    expect(seconds(model)).toMatchObject({ registered: 40, pulling: 50, pulled: 80, started: 80, ready: 80 });

    calls.length = 0;
    await model.run();
    expect(asked()).toEqual(['read starts', 'read starts']);
  });

  test('for ten minutes: then it stays unknown, and nothing more is asked', async () => {
    const model = await started();
    silent = false;
    model.now += 10 * MINUTE + SECOND;
    calls.length = 0;
    await model.run();

    expect(seconds(model)).not.toHaveProperty('started');
    expect(asked()).toEqual(['read starts', 'read starts']);
  });
});

test('waits for Route 53 after all else, and notes when it is in sync', async () => {
  const model = recorded();
  model.inSyncAfterMs = 23 * SECOND;
  model.start('cli');
  await model.run({ kind: 'task-runs' });

  // asked every five seconds
  expect(seconds(model)).toMatchObject({ ready: 0, inSync: 25 });
  expect(model.mails[0]?.at).toBe(T0);
});

test('stops waiting for Route 53 after a minute: then it stays unknown', async () => {
  const model = recorded();
  model.inSyncAfterMs = 61 * SECOND;
  model.start('cli');
  await model.run({ kind: 'task-runs' });
  await model.run();

  expect(model.now).toBe(T0 + 60 * SECOND);
  expect(seconds(model)).toMatchObject({ ready: 0 });
  expect(seconds(model)).not.toHaveProperty('inSync');
});

test('where it was asked too late to know when Route 53 came to be in sync, it stays unknown', async () => {
  const model = recorded({ hasHealthCheck: true });
  model.start('cli');
  // it waits a minute for the HealthCheck
  await model.run({ kind: 'task-runs' });

  expect(model.now).toBe(T0 + 60 * SECOND);
  expect(seconds(model)).not.toHaveProperty('inSync');
});

test('a run that points the record before the instance is in service notes when Route 53 is in sync, and the start', async () => {
  let serving = false;
  const model: HookModel = HookModel.of({}, (call) => {
    // in service while it waits
    if (call === 'wait' && !serving) {
      serving = true;
      model.putInService();
    }
    return Promise.resolve();
  });
  model.starts = ['[]'];
  model.inSyncAfterMs = 10 * SECOND;
  model.wake('cli');
  model.launch();
  model.giveAddress();
  const dependencies = model.dependencies();
  const change = { id: 'C1', address: '198.51.100.1', at: new Date(model.now) };
  const run = { begunAt: change.at, state: model.state(), start: new StartOfRun(dependencies, model.state()) };

  const record = Object.assign(new ObservedRecord(model.addressRecord(), dependencies.clock), { change });
  await recordStart(dependencies, { ...run, record });

  expect(seconds(model)).toMatchObject({ switched: 0, launching: 0, inSync: 10 });
});

test('with a HealthCheck it is ready when the function saw it', async () => {
  const model = recorded({ hasHealthCheck: true });
  await start(model);
  model.becomeHealthy();
  model.now += 17 * SECOND;
  const seenAt = (model.now - T0) / SECOND;
  await model.run();

  expect(seconds(model)).toMatchObject({ started: 80, ready: seenAt });
});
