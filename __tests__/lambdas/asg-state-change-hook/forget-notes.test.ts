import { HookModel } from '../../support/hook-model';

let errors: jest.SpyInstance;

beforeEach(() => {
  for (const method of ['info', 'warn'] as const) jest.spyOn(console, method).mockImplementation();
  errors = jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** A leaf whose topics work or not. */
function leafWithTopics(): { model: HookModel; topics: { work: boolean } } {
  const topics = { work: true };
  const model = new HookModel((call) =>
    call.startsWith('notify') && !topics.work ? Promise.reject(new Error('no')) : Promise.resolve(),
  );
  return { model, topics };
}

/** Wakes it, and puts it to sleep again. */
async function evening(model: HookModel): Promise<void> {
  model.now += 3_600_000;
  model.start();
  await model.run({ kind: 'task-runs' }).catch(() => undefined);
  model.sleep();
  model.finishTermination();
  await model.run().catch(() => undefined);
}

test('of an instance that terminates only what tells people of its end stays', async () => {
  const { model } = leafWithTopics();
  model.hasQuery = true;
  model.start();
  await model.run({ kind: 'task-runs' });
  model.answer();
  await model.run({ kind: 'game-answers' });
  expect([...model.notes.keys()].sort()).toEqual([
    'address/i-1',
    'answered/i-1',
    'awaited/i-1',
    'ready/i-1',
    'starting/i-1',
  ]);

  model.sleep();
  await model.run();

  expect([...model.notes.keys()].sort()).toEqual(['answered/i-1', 'awaited/i-1', 'ready/i-1']);
});

test('of one that ECS could not place at first and that ran later, nothing about that stays', async () => {
  const { model } = leafWithTopics();
  model.hasHealthCheck = true;
  model.wake();
  model.launch();
  model.giveAddress();
  model.putInService();
  for (let minute = 0; minute < 2; minute += 1) {
    await model.run({ kind: 'task-not-placed', hostArns: [], reason: 'RESOURCE:MEMORY' });
    model.now += 240_000;
  }
  expect(model.notes.get('not-placed/i-1')).toBe('2026-11-22T20:00:00.000Z told RESOURCE:MEMORY');
  model.runContainer();
  await model.run();

  model.sleep();
  await model.run();

  expect([...model.notes.keys()].sort()).toEqual(['awaited/i-1', 'repeats', 'starting/i-1']);
});

test('where a topic works again, people are told the end of the last two instances, and the log names the others', async () => {
  const { model, topics } = leafWithTopics();
  topics.work = false;
  for (let count = 0; count < 4; count += 1) await evening(model);
  topics.work = true;
  await model.run();

  expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft stopped', 'minecraft stopped']);
  const message = 'gave up: people were not told that this instance was terminated';
  expect(errors.mock.calls).toEqual([[{ message, instanceId: 'i-1' }], [{ message, instanceId: 'i-2' }]]);
  expect([...model.notes.keys()].filter((key) => /i-\d$/.test(key))).toEqual([]);
});

test('what only earlier versions read is forgotten', async () => {
  const { model } = leafWithTopics();
  for (const note of ['tried/failed-launches', 'tried/never-ran/i-9', 'unplaced/i-9', 'failed-start'])
    model.notes.set(note, '2026-11-22T20:00:00.000Z');
  model.notes.set('tried', 'limit=2026-11/80/60/telling=base');

  await model.run();

  expect([...model.notes]).toEqual([['tried', 'limit=2026-11/80/60/telling=base']]);
});

test.each([
  ['of an instance that nobody waits to hear of', {}, false],
  ['that one stopped, of an instance whose end is still to be told', { 'ready/i-9': '2026-11-22T20:00:00.000Z' }, true],
  [
    'that one never ran, of an instance that ran',
    { 'awaited/i-9': '2026-11-22T20:00:00.000Z', 'starting/i-9': 'runs' },
    false,
  ],
])('who was told %s', async (what, notes, stays) => {
  const { model, topics } = leafWithTopics();
  topics.work = false;
  for (const [key, value] of Object.entries(notes)) model.notes.set(key, value);
  const kind = what.startsWith('that one never ran') ? 'never-ran' : 'stopped';
  model.notes.set('tried', `limit=2026-11/80/60/telling=base ${kind}/i-9=i-9=base`);
  model.instances.push({
    id: 'i-9',
    address: '192.0.2.9',
    launchedAt: new Date(model.now),
    lifecycleState: 'Terminating:Wait',
    hasAddress: true,
    containerRuns: false,
    isHealthy: false,
    isStopping: false,
  });

  await model.run();

  expect(model.notes.get('tried')?.split(' ').includes(`${kind}/i-9=i-9=base`)).toBe(stays);
});
