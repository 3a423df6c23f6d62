import { HookModel } from '../../support/hook-model';

const instance = (instanceId: string) => ({ kind: 'instance', instanceId }) as const;

/** A leaf that was woken, and whose instance is launched. */
function launching(onCall?: (call: string) => Promise<void>): HookModel {
  const model = new HookModel(onCall);
  model.wake();
  model.launch();
  return model;
}

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('the record gets the address of an instance before it is in service, and nobody is told before the container runs', async () => {
  const model = launching();
  model.giveAddress();

  await model.run(instance('i-1'));

  expect(model.record).toBe('198.51.100.1');
  expect(model.told).toEqual([]);
  model.putInService();
  await model.run({ kind: 'group' });
  expect(model.told).toEqual([]);
  model.runContainer();
  await model.run({ kind: 'task-runs' });
  expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft is ready']);
  expect(model.writes.filter((write) => write === 'write record')).toHaveLength(1);
});

test("waits for the address in the run of EC2's event, and gives up after 20 seconds without an error", async () => {
  const late = launching((call) => {
    if (call === 'wait' && late.now >= Date.parse('2026-11-22T20:00:06Z')) late.giveAddress();
    return Promise.resolve();
  });
  await late.run(instance('i-1'));
  expect(late.record).toBe('198.51.100.1');
  expect(late.now).toBe(Date.parse('2026-11-22T20:00:08Z'));

  const never = launching();
  await never.run(instance('i-1'));
  expect(never.record).toBe('192.0.2.1');
  expect(never.writes).toEqual([]);
  expect(never.now).toBe(Date.parse('2026-11-22T20:00:20Z'));
});

test.each(['schedule', 'group', 'task-runs'] as const)(
  'another run (%s) takes the address that is there, and waits for none',
  async (kind) => {
    const model = launching();
    await model.run({ kind });
    expect(model.record).toBe('192.0.2.1');
    expect(model.now).toBe(Date.parse('2026-11-22T20:00:00Z'));

    model.giveAddress();
    await model.run({ kind });
    expect(model.record).toBe('198.51.100.1');
  },
);

test('a run that waits sees that the instance is in service, or gone', async () => {
  const served = launching((call) => {
    if (call === 'wait') {
      served.putInService();
      served.giveAddress();
    }
    return Promise.resolve();
  });
  await served.run(instance('i-1'));
  expect(served.record).toBe('198.51.100.1');
  expect(served.now).toBe(Date.parse('2026-11-22T20:00:02Z'));

  const gone = launching((call) => {
    if (call === 'wait') gone.failComing();
    return Promise.resolve();
  });
  await gone.run(instance('i-1'));
  expect(gone.record).toBe('192.0.2.1');
  expect(gone.now).toBe(Date.parse('2026-11-22T20:00:02Z'));
});

test('a launch that fails after the early write puts the record back, and people are told', async () => {
  const model = launching();
  model.giveAddress();
  await model.run(instance('i-1'));
  expect(model.record).toBe('198.51.100.1');

  model.failComing();
  await model.run({ kind: 'group' });

  expect(model.record).toBe('192.0.2.1');
  expect(model.desiredCapacity).toBe(0);
  expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft could not start']);
});

test('while the old instance drains, the record gets the new one, and the end of the old one changes nothing', async () => {
  const model = new HookModel();
  model.start();
  await model.run();
  model.sleep();
  model.wake();
  model.launch();
  await model.run({ kind: 'group' });
  expect(model.record).toBe('192.0.2.1');
  model.giveAddress();

  await model.run(instance('i-2'));

  expect(model.record).toBe('198.51.100.2');
  model.finishTermination();
  await model.run({ kind: 'group' });
  expect(model.record).toBe('198.51.100.2');
});

test('somebody puts the leaf to sleep while its instance comes: the record is the asleep address again', async () => {
  const model = launching();
  model.giveAddress();
  await model.run(instance('i-1'));

  model.sleep();
  await model.run({ kind: 'group' });

  expect(model.record).toBe('192.0.2.1');
});

test.each(['Pending', 'Pending:Wait', 'Pending:Proceed'])('%s is an instance that comes', async (lifecycleState) => {
  const model = launching();
  model.giveAddress();
  model.instances[0]!.lifecycleState = lifecycleState;

  await model.run(instance('i-1'));

  expect(model.record).toBe('198.51.100.1');
});

test.each(['Warmed:Pending', 'Warmed:Running', 'Warmed:Stopped', 'Standby', 'Detaching', 'Terminating:Wait'])(
  '%s is none, and has no address for the record',
  async (lifecycleState) => {
    const model = launching();
    model.giveAddress();
    model.instances[0]!.lifecycleState = lifecycleState;

    await model.run(instance('i-1'));

    expect(model.record).toBe('192.0.2.1');
    expect(model.writes).not.toContain('write record');
  },
);

test('the instance in service goes before one that comes', async () => {
  const model = launching();
  model.giveAddress();
  model.putInService();
  model.instances.unshift({ ...model.instances[0]!, id: 'i-2', address: '198.51.100.2', lifecycleState: 'Pending' });

  await model.run(instance('i-2'));

  expect(model.record).toBe('198.51.100.1');
});

test.each([
  ['asleep', () => new HookModel()],
  ['waking', () => launching()],
  [
    'awake, its record lost',
    () => {
      const model = launching();
      model.giveAddress();
      model.putInService();
      model.runContainer();
      return model;
    },
  ],
])("an event about an instance that is not the group's costs one call and changes nothing: %s", async (_, make) => {
  const calls: string[] = [];
  const model = make();
  Object.assign(model, {
    onCall: (call: string) => {
      calls.push(call);
      return Promise.resolve();
    },
  });

  await model.run(instance('i-0123456789abcdef0'));

  // once before AWS acts and once after
  expect(calls).toEqual(['read group', 'read group']);
  expect(model.writes).toEqual([]);
  expect(model.record).toBe('192.0.2.1');
});

test('without a domain an event about its instance writes no record', async () => {
  const model = launching();
  model.hasDomain = false;
  model.giveAddress();

  await model.run(instance('i-1'));

  expect(model.record).toBe('192.0.2.1');
});
