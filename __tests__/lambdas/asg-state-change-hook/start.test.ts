import { HookModel } from '../../support/hook-model';

const MINUTE = 60_000;
const LOG = (start: string, end: string) => `https://log/2026-11-22T${start}.000Z/2026-11-22T${end}.000Z`;

const subjects = ({ told }: HookModel) => told.map(({ subject }) => subject);
const first = ({ told }: HookModel) => told[0]?.message.split('\n')[0];

/** In service, and its container runs since 20:01. */
async function started(leaf: Parameters<typeof HookModel.of>[0]): Promise<HookModel> {
  const model = HookModel.of(leaf);
  model.wake();
  model.launch();
  model.giveAddress();
  model.putInService();
  await model.run({ kind: 'group' });
  model.now += MINUTE;
  model.runContainer();
  return model;
}

async function end(model: HookModel): Promise<void> {
  model.sleep();
  model.finishTermination();
  await model.run({ kind: 'group' });
}

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('with a Query', () => {
  test('"ready" comes when the game answers, and not before', async () => {
    const model = await started({ hasQuery: true, hasHealthCheck: true });
    await model.run({ kind: 'task-runs' });
    model.becomeHealthy();
    model.now += 14 * MINUTE;
    await model.run();
    expect(model.told).toEqual([]);

    model.answer();
    await model.run({ kind: 'game-answers' });
    await model.run();

    expect(subjects(model)).toEqual(['minecraft is ready']);
    expect(first(model)).toBe('minecraft is ready: its game answers, 15 min after its instance was launched.');
  });

  test('waits for the note where the event is a moment ahead of it', async () => {
    const model = new HookModel((call) => {
      if (call === 'wait') model.answer();
      return Promise.resolve();
    });
    model.hasQuery = true;
    model.start();

    await model.run({ kind: 'game-answers' });

    expect(subjects(model)).toEqual(['minecraft is ready']);
  });

  test('that the game does not answer is told once, with the link to its log, and "ready" when it answers after all', async () => {
    const model = await started({ hasQuery: true });
    await model.run({ kind: 'task-runs' });
    model.now += 30 * MINUTE - 1;
    await model.run();
    expect(model.told).toEqual([]);

    model.now += 1;
    await model.run();
    model.now += 5 * MINUTE;
    await model.run();
    expect(model.told).toEqual([
      {
        subject: 'minecraft does not answer',
        message: [
          'minecraft does not answer: its container runs, but its game has not answered once in 30 min. Query.LoadingMinutes is 30.',
          '',
          'See the log of its container:',
          LOG('20:01:00', '20:31:00'),
          '',
          'If the game is still loading, raise Query.LoadingMinutes. If people can play on it, correct Query.Game and Query.Port.',
          'It goes to sleep by itself when no player seems to be connected. An e-mail tells you if it answers before that.',
        ].join('\n'),
      },
    ]);

    model.answer();
    await model.run({ kind: 'game-answers' });
    expect(subjects(model)).toEqual(['minecraft does not answer', 'minecraft is ready']);
  });

  test('a container that a deployment replaced has its time again', async () => {
    const model = await started({ hasQuery: true });
    model.now += 29 * MINUTE;
    model.runContainer();
    model.now += 29 * MINUTE;
    await model.run();

    expect(model.told).toEqual([]);
  });

  test('a container that does not run yet is not said to be silent', async () => {
    const model = HookModel.of({ hasQuery: true });
    model.wake();
    model.launch();
    model.giveAddress();
    model.putInService();
    await model.run();
    model.now += 60 * MINUTE;
    await model.run();

    expect(model.told).toEqual([]);
  });

  test('the end of an instance whose game never answered is told as "stopped", with the link to its log', async () => {
    const model = await started({ hasQuery: true });
    await model.run();
    model.now += 9 * MINUTE;
    await end(model);

    expect(model.told).toEqual([
      {
        subject: 'minecraft stopped',
        message: [
          'minecraft stopped. Its instance i-1 was terminated after 10 min. Its container ran, but its game never answered.',
          '',
          'See the log of its container:',
          LOG('20:00:00', '20:10:00'),
          '',
          'Its files are kept. The next connection starts it again. Without a domain, or to start it yourself: ./cm wake minecraft',
        ].join('\n'),
      },
    ]);
    expect([...model.notes]).toEqual([['month', '2026-11 10 2026-11-22T20:10:00.000Z']]);
  });

  test('the end of an instance whose container never ran is told as before', async () => {
    const model = HookModel.of({ hasQuery: true });
    model.wake();
    model.launch();
    model.giveAddress();
    model.putInService();
    await model.run();
    await end(model);

    expect(first(model)).toMatch(/^minecraft could not start: its container was not seen running/);
  });

  test('is not told where people were told of its crash', async () => {
    const model = await started({ hasQuery: true });
    await model.run();
    model.notes.set('crash', `${new Date(model.now).toISOString()} task asleep base leaf`);
    const told = model.told.length;
    await end(model);

    expect(model.told).toHaveLength(told);
  });

  test.each([
    ['0', ' Nobody played.'],
    ['1', ' One person played at a time.'],
    ['3', ' At most 3 people played at once.'],
    ['', ''],
  ])('"stopped" says how many played at most: %s', async (most, words) => {
    const model = await started({ hasQuery: true });
    model.answer(`2026-11-22T20:05:00.000Z ecs-svc/1 ${most}`.trim());
    await model.run({ kind: 'game-answers' });
    model.now += 9 * MINUTE;
    await end(model);

    expect(model.told[1]?.message.split('\n')[0]).toBe(
      `minecraft stopped. Its instance i-1 was terminated after 10 min.${words}`,
    );
  });
});

describe('with a HealthCheck', () => {
  test('"ready" comes when ECS says that the container is healthy', async () => {
    const model = await started({ hasHealthCheck: true });
    await model.run({ kind: 'task-runs' });
    expect(model.told).toEqual([]);

    model.becomeHealthy();
    await model.run();
    await model.run();

    expect(subjects(model)).toEqual(['minecraft is ready']);
    expect(first(model)).toBe('minecraft is ready: its container is healthy, 2 min after its instance was launched.');
  });

  test('no event tells of it: the run that the container started looks for a minute', async () => {
    const model: HookModel = new HookModel((call) => {
      if (call === 'wait' && model.now >= Date.parse('2026-11-22T20:00:55Z')) model.becomeHealthy();
      return Promise.resolve();
    });
    model.hasHealthCheck = true;
    model.start();
    model.inService()!.isHealthy = false;

    await model.run({ kind: 'task-runs' });

    expect(first(model)).toBe('minecraft is ready: its container is healthy, 1 min after its instance was launched.');
  });

  test('the end of an instance that was never healthy is told as "stopped"', async () => {
    const model = await started({ hasHealthCheck: true });
    await model.run();
    model.now += 45 * MINUTE;
    await model.run();
    await end(model);

    expect(model.told.map(({ message }) => message.split('\n')[0])).toEqual([
      'minecraft stopped. Its instance i-1 was terminated after 46 min. Its container ran, but never passed its HealthCheck.',
    ]);
  });
});

test('with neither, "ready" comes when the container runs', async () => {
  const model = await started({});
  await model.run({ kind: 'task-runs' });

  expect(first(model)).toBe('minecraft is ready: its container is running, 1 min after its instance was launched.');
  expect([...model.notes.keys()]).not.toContain('starting/i-1');
});
