import { HookModel, TOPICS } from '../../support/hook-model';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const broken = () => {
  const down = new Set<string>();
  const model = new HookModel((call) => (down.has(call) ? Promise.reject(new Error('no')) : Promise.resolve()));
  return { model, down };
};
/** What a topic got, with the minute. */
const mails = (model: HookModel, topic: (typeof TOPICS)[number] = 'base', start = Date.parse('2026-11-22T20:00:00Z')) =>
  model.mails
    .filter((mail) => mail.topic === topic)
    .map(({ at, notice }) => `${Math.round((at - start) / MINUTE)}: ${notice.subject}`);

/** AWS has no capacity: a launch fails after 20 seconds. A client asks every five seconds, as long as `until`. */
async function askWithoutCapacity(model: HookModel, until: number): Promise<void> {
  for (let second = 0; model.now < until; second += 5) {
    model.wake();
    if (second % 25 === 20) {
      model.failLaunch('We currently do not have sufficient m7i-flex.large capacity.');
      await model.run({ kind: 'group' });
    }
    if (second % 300 === 0) await model.run();
    model.now += 5 * SECOND;
  }
}

/** DNS begins a time awake, for nobody. */
async function serveStrangers(model: HookModel, { fruitless = 3, begunBy = ' dns' } = {}): Promise<void> {
  model.notes.set('fruitless', `${fruitless} ${new Date(model.now).toISOString()} 14 2026-11-22T19:00:00.000Z told`);
  model.wake();
  const instance = model.launch();
  model.giveAddress();
  model.putInService();
  model.notes.set(`awaited/${instance?.id ?? ''}`, `${new Date(model.now).toISOString()}${begunBy}`);
  await model.run({ kind: 'group' });
  model.runContainer();
  await model.run({ kind: 'task-runs' });
  model.now += 14 * MINUTE;
  model.sleep();
  model.finishTermination();
  await model.run({ kind: 'group' });
}

describe('no capacity, and a client that asks every five seconds', () => {
  test('for an hour: one e-mail a topic, where it was one for each of 144 failed launches', async () => {
    const model = new HookModel();

    await askWithoutCapacity(model, model.now + HOUR);

    expect(model.activities).toHaveLength(144);
    for (const topic of TOPICS) expect(mails(model, topic)).toEqual(['0: minecraft could not start']);
  });

  test('when the hour is over, one e-mail says how often, also where nobody asks any more', async () => {
    const model = new HookModel();
    await askWithoutCapacity(model, model.now + HOUR);

    for (let minute = 0; minute < 180; minute += 5) {
      await model.run();
      model.now += 5 * MINUTE;
    }

    for (const topic of TOPICS) {
      expect(mails(model, topic)).toEqual([
        '0: minecraft could not start',
        '65: minecraft could not start 143 more times since 20:00 UTC',
      ]);
    }
    expect(model.told[1]?.message).toBe(
      [
        'minecraft could not start 143 more times since 20:00 UTC.',
        '',
        'The e-mail of 20:00 UTC says why it did then, and what to do.',
        'One cause is told at most once an hour.',
        '',
        'How it is now: ./cm status minecraft',
      ].join('\n'),
    );
    expect([...model.notes.keys()]).toEqual(['failed-launches']);
  });

  test('for a day: at most one an hour, and each failed launch is in one of them', async () => {
    const model = new HookModel();

    await askWithoutCapacity(model, model.now + 24 * HOUR);
    model.now += HOUR;
    await model.run();

    const counts = model.told.map(({ subject, message }) =>
      subject === 'minecraft could not start'
        ? 1 + Number(/happened (\d+) more/.exec(message)?.[1] ?? 0)
        : Number(/start (\d+) more/.exec(subject)?.[1]),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(24 * 144);
    const times = model.mails.filter(({ topic }) => topic === 'base').map(({ at }) => at);
    expect(Math.min(...times.slice(1).map((at, n) => at - times[n]!))).toBeGreaterThanOrEqual(HOUR);
    expect(times).toHaveLength(25);
  });
});

test('the next e-mail of a cause says what came before it, where the schedule has not told it yet', async () => {
  const model = new HookModel();
  for (const minute of [0, 20, 61]) {
    model.now = Date.parse('2026-11-22T20:00:00Z') + minute * MINUTE;
    model.wake();
    model.failLaunch();
    await model.run({ kind: 'group' });
  }

  expect(mails(model)).toEqual(['0: minecraft could not start', '61: minecraft could not start']);
  expect(model.told[1]?.message).toContain(
    '\n\nThis happened 1 more time since the e-mail of 20:00 UTC: one cause is told at most once an hour.',
  );
  expect(model.told[0]?.message).not.toContain('happened');
});

test('another cause is told in the same hour', async () => {
  const model = new HookModel();
  model.wake();
  model.failLaunch();
  await model.run();

  model.now += MINUTE;
  model.wake();
  model.launch();
  model.giveAddress();
  model.putInService();
  await model.run();
  model.sleep();
  model.finishTermination();
  await model.run();

  expect(model.told.map(({ message }) => message.slice(0, 45))).toEqual([
    'minecraft could not start.\n\nAWS says: wake-up',
    'minecraft could not start: its container was ',
  ]);
});

test('a crash that break-crash-loop counted is told by the schedule', async () => {
  const model = new HookModel();
  model.notes.set('repeats/crash', '2026-11-22T19:00:00.000Z 7 0123456789abcdef');

  await model.run();

  expect(mails(model)).toEqual(['0: minecraft crashed or could not start 7 more times since 19:00 UTC']);
  expect(model.notes.get('repeats/crash')).toBe('2026-11-22T20:00:00.000Z 0 0123456789abcdef');
});

describe('a topic that fails', () => {
  test('gets the first e-mail later, and the other one neither again nor more than one an hour', async () => {
    const { model, down } = broken();
    down.add('notify leaf');
    for (let minute = 0; minute < 30; minute += 5) {
      model.wake();
      model.failLaunch();
      await expect(model.run({ kind: 'group' })).rejects.toThrow('cannot notify leaf');
      model.now += 5 * MINUTE;
    }
    expect(TOPICS.map((topic) => mails(model, topic))).toEqual([['0: minecraft could not start'], []]);

    down.clear();
    await model.run();
    await model.run();

    expect(TOPICS.map((topic) => mails(model, topic))).toEqual([
      ['0: minecraft could not start'],
      ['30: minecraft could not start'],
    ]);
  });

  test('gets how often it came later, and the other one does not get it again', async () => {
    const { model, down } = broken();
    for (const minute of [0, 10, 20]) {
      model.now = Date.parse('2026-11-22T20:00:00Z') + minute * MINUTE;
      model.wake();
      model.failLaunch();
      await model.run({ kind: 'group' });
    }
    model.now += HOUR;
    down.add('notify leaf');
    for (let n = 0; n < 3; n += 1) await expect(model.run()).rejects.toThrow('cannot notify leaf');
    expect(model.notes.get('tried')).toBe('more/failed-launch=2@2026-11-22T20:00:00.000Z=base');
    down.clear();
    await model.run();
    await model.run();

    const both = ['0: minecraft could not start', '80: minecraft could not start 2 more times since 20:00 UTC'];
    expect(TOPICS.map((topic) => mails(model, topic))).toEqual([both, both]);
    expect([...model.notes.keys()]).toEqual(['repeats', 'failed-launches']);
  });

  test('to get how often it came, like the other one: both get it at the next run, with what came until then', async () => {
    const { model, down } = broken();
    for (const minute of [0, 10]) {
      model.now = Date.parse('2026-11-22T20:00:00Z') + minute * MINUTE;
      model.wake();
      model.failLaunch();
      await model.run({ kind: 'group' });
    }
    model.now += HOUR;
    down.add('notify leaf').add('notify base');
    await expect(model.run()).rejects.toThrow('cannot notify base and leaf');
    down.clear();
    await model.run();

    const both = ['0: minecraft could not start', '70: minecraft could not start 1 more time since 20:00 UTC'];
    expect(TOPICS.map((topic) => mails(model, topic))).toEqual([both, both]);
  });

  test('for ever: the other one still gets at most one an hour', async () => {
    const { model, down } = broken();
    down.add('notify leaf');
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      model.wake();
      model.failLaunch();
      await model.run({ kind: 'group' }).catch(() => undefined);
      model.now += 5 * MINUTE;
    }

    expect(mails(model)).toHaveLength(24);
    // also where nothing comes any more
    model.now += HOUR;
    await model.run().catch(() => undefined);
    expect(mails(model).at(-1)).toBe('1500: minecraft could not start 11 more times since 19:00 UTC');
    await model.run().catch(() => undefined);
    expect(mails(model)).toHaveLength(25);
  });
});

describe('"ready" and "stopped"', () => {
  test('of times that DNS began for nobody: at most one of each an hour, with the count', async () => {
    const model = new HookModel();
    for (let n = 0; n < 5; n += 1) {
      await serveStrangers(model);
      model.now += 10 * MINUTE;
    }

    expect(mails(model)).toEqual([
      '0: minecraft is ready',
      '14: minecraft stopped',
      '62: minecraft was ready 2 more times since 20:00 UTC',
      '86: minecraft stopped',
    ]);
    expect(model.toldTo('leaf')).toEqual(model.told);
    expect(model.told[3]?.message).toContain('\n\nThis happened 2 more times since the e-mail of 20:14 UTC');
    expect(model.told[2]?.message).toBe(
      [
        'minecraft was ready 2 more times since 20:00 UTC.',
        '',
        'Each time somebody asked DNS for its name, and nobody had played in the times before: most likely scanners.',
        'To let nothing but you wake it: ./cm sleep minecraft --stay, until ./cm wake minecraft.',
        'One cause is told at most once an hour.',
        '',
        'How it is now: ./cm status minecraft',
      ].join('\n'),
    );
  });

  test.each([
    ['that a person began', { begunBy: ' cli' }],
    ['of which nobody knows who began them', { begunBy: '' }],
    ['that DNS began, after two for nobody', { fruitless: 2 }],
  ])('of times %s: each is told', async (_, how) => {
    const model = new HookModel();
    for (let n = 0; n < 3; n += 1) await serveStrangers(model, how);

    expect(model.told.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 3 }, () => ['minecraft is ready', 'minecraft stopped']).flat(),
    );
  });
});

test('"stopped" is told where the run itself found that somebody played', async () => {
  let looks = 0;
  const model = new HookModel((call) => {
    // as the judgement does, after the run has read the record, and then the group
    if (call === 'read group' && model.instances.length === 0 && model.record === '192.0.2.1') looks += 1;
    if (looks === 4) model.notes.delete('fruitless');
    return Promise.resolve();
  });
  for (let n = 0; n < 2; n += 1) await serveStrangers(model);

  expect(mails(model)).toEqual(['0: minecraft is ready', '14: minecraft stopped', '28: minecraft stopped']);
});

test('two runs at once send no more than two', async () => {
  const model = new HookModel();
  for (const minute of [0, 10]) {
    model.now = Date.parse('2026-11-22T20:00:00Z') + minute * MINUTE;
    model.wake();
    model.failLaunch();
    await Promise.all([model.run({ kind: 'group' }), model.run({ kind: 'group' })]);
  }
  model.now += HOUR;
  await Promise.all([model.run(), model.run()]);

  expect(mails(model).length).toBeLessThanOrEqual(4);
  expect(model.told.map(({ subject }) => subject)).toContain('minecraft could not start 1 more time since 20:00 UTC');
});
