import { monthParts } from '../../../lambdas/shared/month-parts';
import { stayText } from '../../../lambdas/shared/woken-by';
import { HookModel, TOPICS } from '../../support/hook-model';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** A leaf with 60 hours a month, of which so many are counted. It is 22 November, 20:00. */
function leafWith(usedHours: number, onCall?: ConstructorParameters<typeof HookModel>[0]): HookModel {
  const model = new HookModel(onCall);
  model.rules = { byDns: true, limitMinutes: 3_600 };
  model.notes.set('month', `2026-11 ${usedHours * 60} 2026-11-22T10:00:00.000Z`);
  return model;
}
async function pass(model: HookModel, milliseconds: number): Promise<void> {
  model.now += milliseconds;
  await model.run();
}
function startWhole(model: HookModel): void {
  model.start();
}
/** Its container never runs. */
function launchOnly(model: HookModel): void {
  model.wake();
  model.launch();
  model.giveAddress();
  model.putInService();
}
const subjects = (model: HookModel) => model.told.map(({ subject }) => subject);
const limitNote = (model: HookModel) => monthParts(model.notes.get('month')).limitTold;

test('without a limit nothing is told, and the month is counted all the same', async () => {
  const model = leafWith(1_000);
  model.rules = { byDns: true };
  model.start();
  await pass(model, HOUR);
  model.sleep();
  model.finishTermination();
  await pass(model, MINUTE);

  expect(subjects(model)).toEqual(['minecraft is ready', 'minecraft stopped']);
  expect(monthParts(model.notes.get('month')).counted).toBe('2026-11 60060 2026-11-22T21:00:00.000Z');
  expect(limitNote(model)).toBeUndefined();
});

test('80 % are told once, while it is awake', async () => {
  const model = leafWith(47);
  model.start();
  await pass(model, 59 * MINUTE);
  expect(subjects(model)).toEqual(['minecraft is ready']);

  await pass(model, 2 * MINUTE);
  await pass(model, MINUTE);

  expect(model.told.slice(1)).toEqual([
    {
      subject: 'minecraft has used 80 % of its hours of November',
      message: [
        'minecraft was awake for 48 h 1 min of the 60 h that it has in November (UTC).',
        '',
        'When they are used up, nothing wakes it any more this month: no connection, no link and no ./cm wake. Who plays then can go on, for 4 hours at most.',
        'To grant more for this month: ./cm allow minecraft 5h. For every month: Limit.HoursPerMonth in its YAML, and ./cm deploy minecraft.',
      ].join('\n'),
    },
  ]);
  expect(model.toldTo('leaf')).toEqual(model.told);
  expect(limitNote(model)).toBe('2026-11 80 3600 2026-11-22T21:01:00.000Z told');
});

test('100 % are told once, and who plays can go on', async () => {
  const model = leafWith(59);
  model.start();
  await pass(model, 61 * MINUTE);
  await pass(model, MINUTE);

  expect(model.told.slice(1)).toEqual([
    {
      subject: 'minecraft has used up its hours of November',
      message: [
        'minecraft has used its 60 h of November (UTC). ./cm allow minecraft 5h grants more for this month; from 1 December it has 60 h again.',
        '',
        'It is awake: who plays can go on. It goes to sleep when nobody is connected any more, in 4 hours at the latest. ./cm hold keeps it awake.',
        'Until 1 December nothing wakes it: no connection, no link and no ./cm wake.',
      ].join('\n'),
    },
  ]);
  expect(limitNote(model)).toBe('2026-11 100 3600 2026-11-22T21:01:00.000Z told');
  expect(model.desiredCapacity).toBe(1);
});

test('an evening that went on for 4 hours after that is put to sleep, and told once', async () => {
  const model = leafWith(59);
  model.start();
  await pass(model, 61 * MINUTE);
  await pass(model, 4 * HOUR - 1_000);
  expect(model.desiredCapacity).toBe(1);

  await pass(model, 1_000);
  await pass(model, MINUTE);

  expect(model.desiredCapacity).toBe(0);
  expect(model.told.slice(2)).toEqual([
    {
      subject: 'minecraft was put to sleep: its hours of November are used up',
      message: [
        'minecraft was put to sleep: its hours were used up 4 h ago, and its instance i-1 still ran. It was awake for 64 h 1 min in November. Its files are kept.',
        '',
        'minecraft has used its 60 h of November (UTC). ./cm allow minecraft 5h grants more for this month; from 1 December it has 60 h again.',
      ].join('\n'),
    },
  ]);
  expect(limitNote(model)).toBe('2026-11 100 3600 2026-11-22T21:01:00.000Z ended i-1');
});

test('one that ends by itself before is only told as stopped', async () => {
  const model = leafWith(59);
  model.start();
  await pass(model, 61 * MINUTE);
  model.sleep();
  model.finishTermination();
  await pass(model, 5 * HOUR);

  expect(subjects(model).slice(2)).toEqual(['minecraft stopped']);
});

test.each([
  ['stopped', startWhole, 'Its files are kept. '],
  ['could not start', launchOnly, ''],
])('where the hours are used up, "%s" does not promise that a connection starts it', async (subject, start, before) => {
  const model = leafWith(59);
  start(model);
  await pass(model, MINUTE);
  model.sleep();
  model.now += 61 * MINUTE;
  model.finishTermination();
  await pass(model, 0);

  const told = model.told.find((mail) => mail.subject === `minecraft ${subject}`);
  expect(told?.message.split('\n').at(-1)).toBe(
    `${before}minecraft has used its 60 h of November (UTC). ./cm allow minecraft 5h grants more for this month; from 1 December it has 60 h again.`,
  );
});

test.each([
  ['stopped', startWhole, 'Its files are kept. '],
  ['could not start', launchOnly, ''],
])('after ./cm sleep --stay "%s" does not either', async (subject, start, before) => {
  const model = new HookModel();
  start(model);
  await pass(model, MINUTE);
  model.sleep();
  model.notes.set('woken-by', stayText(new Date(model.now)));
  model.finishTermination();
  await pass(model, MINUTE);

  expect(model.told.at(-1)?.subject).toBe(`minecraft ${subject}`);
  expect(model.told.at(-1)?.message.split('\n').at(-1)).toBe(
    `${before}minecraft stays asleep until somebody runs ./cm wake minecraft.`,
  );
});

test('where the last instance ends as the limit is reached, nobody is told that it is awake', async () => {
  const model = leafWith(59);
  model.start();
  model.now += 61 * MINUTE;
  model.sleep();
  await pass(model, 0);

  expect(model.told.at(-1)?.message).toBe(
    [
      'minecraft has used its 60 h of November (UTC). ./cm allow minecraft 5h grants more for this month; from 1 December it has 60 h again.',
      '',
      'Until 1 December nothing wakes it: no connection, no link and no ./cm wake.',
    ].join('\n'),
  );
});

test('a hold wins; when it ends, so does the evening', async () => {
  const model = leafWith(59);
  model.start();
  await pass(model, 61 * MINUTE);
  model.isHeld = true;
  await pass(model, 10 * HOUR);
  expect(model.desiredCapacity).toBe(1);

  model.isHeld = false;
  await pass(model, MINUTE);
  expect(model.desiredCapacity).toBe(0);
  expect(model.told.at(-1)?.message).toContain(
    'its hours were used up 10 h 1 min ago, and its instance i-1 still ran.',
  );
});

test.each([
  ['held', (model: HookModel) => (model.isHeld = true)],
  ['granted more', (model: HookModel) => model.notes.set('allowed', '2026-11 300')],
])('one that is %s at the last moment goes on', async (_, act) => {
  const model = leafWith(59, (call) => {
    if (call === 'note' && limitNote(model)?.includes('ending') === true) act(model);
    return Promise.resolve();
  });
  model.start();
  await pass(model, 61 * MINUTE);
  await pass(model, 4 * HOUR);

  expect(model.desiredCapacity).toBe(1);
  expect(subjects(model)).toEqual(['minecraft is ready', 'minecraft has used up its hours of November']);
});

test('what somebody wakes in the console after that is told once, and not ended', async () => {
  const model = leafWith(61);
  await pass(model, 0);
  expect(subjects(model)).toEqual(['minecraft has used up its hours of November']);

  model.now += MINUTE;
  model.start();
  await pass(model, MINUTE);
  await pass(model, 10 * HOUR);

  expect(model.desiredCapacity).toBe(1);
  expect(model.told.slice(2)).toEqual([
    {
      subject: 'minecraft is awake, and its hours of November are used up',
      message: [
        "minecraft is awake: its instance i-1 was launched after its hours were used up, for example by somebody in AWS's console. It stays awake until nobody is connected: the limit does not end it. To end it: ./cm sleep minecraft",
        '',
        'minecraft has used its 60 h of November (UTC). ./cm allow minecraft 5h grants more for this month; from 1 December it has 60 h again.',
      ].join('\n'),
    },
  ]);

  model.sleep();
  model.finishTermination();
  model.now += MINUTE;
  model.start();
  await pass(model, MINUTE);
  expect(subjects(model).filter((subject) => subject.startsWith('minecraft is awake'))).toHaveLength(2);
});

describe('what was launched after 100 %, but not by somebody in the console, has the same 4 hours', () => {
  const USED_UP = 'minecraft has used up its hours of November';
  const ENDED = 'minecraft was put to sleep: its hours of November are used up';
  async function expectEnded(model: HookModel, instanceId: string): Promise<void> {
    await pass(model, Date.parse('2026-11-23T01:00:59Z') - model.now);
    expect(model.desiredCapacity).toBe(1);
    await pass(model, 1_000);
    await pass(model, MINUTE);
    expect(model.desiredCapacity).toBe(0);
    expect(subjects(model).filter((subject) => subject.includes('its hours'))).toEqual([USED_UP, ENDED]);
    expect(limitNote(model)).toBe(`2026-11 100 3600 2026-11-22T21:01:00.000Z ended ${instanceId}`);
  }

  test('where AWS replaced an instance', async () => {
    const model = leafWith(59);
    model.start('dns');
    await pass(model, 61 * MINUTE);
    model.now += HOUR;
    model.terminate();
    model.finishTermination();
    model.launch();
    await expectEnded(model, 'i-2');
  });

  test('where DNS turned the switch seconds before', async () => {
    const model = leafWith(61);
    model.now += 61 * MINUTE - 5_000;
    model.wake('dns');
    await pass(model, 5_000);
    model.now += 60_000;
    model.launch();
    await expectEnded(model, 'i-1');
  });

  test('where AWS replaced one while it was put to sleep, and one e-mail is still owed of that', async () => {
    const model = leafWith(59, (call) => {
      if (call !== 'notify base' || limitNote(model)?.includes('ending') !== true) return Promise.resolve();
      return Promise.reject(new Error('AWS says no'));
    });
    model.start('dns');
    await pass(model, 61 * MINUTE);
    await expect(pass(model, 4 * HOUR)).rejects.toThrow('cannot notify');
    model.finishTermination();
    // its last request came too late, and AWS's own launch does not name a person
    model.desiredCapacity = 1;
    model.launch();
    await expect(pass(model, MINUTE)).rejects.toThrow('cannot notify');

    expect(model.desiredCapacity).toBe(0);
    expect(limitNote(model)).toBe('2026-11 100 3600 2026-11-22T21:01:00.000Z ending i-2');
  });

  test('but an instance that takes the place of one from the console is told of as that one was', async () => {
    const model = leafWith(61);
    await pass(model, 0);
    model.now += MINUTE;
    model.start();
    await pass(model, MINUTE);
    model.terminate();
    model.finishTermination();
    model.launch();
    await pass(model, 10 * HOUR);

    expect(model.desiredCapacity).toBe(1);
    expect(limitNote(model)).toBe('2026-11 100 3600 2026-11-22T20:00:00.000Z woken i-2');
  });
});

test('more hours make both of them due again, but not the 80 % that people know of', async () => {
  const model = leafWith(59);
  model.start();
  await pass(model, 61 * MINUTE);

  model.notes.set('allowed', '2026-11 300');
  await pass(model, MINUTE);
  expect(limitNote(model)).toBe('2026-11 80 3900 2026-11-22T21:02:00.000Z told');
  await pass(model, 4 * HOUR + 57 * MINUTE);
  expect(subjects(model)).toHaveLength(2);

  await pass(model, 2 * MINUTE);
  expect(model.told.slice(2)).toEqual([
    expect.objectContaining({
      subject: 'minecraft has used up its hours of November',
      message: expect.stringContaining('minecraft has used its 65 h of November (UTC)') as string,
    }),
  ]);
  // and the evening may go on for 4 hours again
  expect(model.desiredCapacity).toBe(1);
});

test('many more hours make the 80 % due again', async () => {
  const model = leafWith(61);
  await pass(model, 0);
  model.notes.set('allowed', '2026-11 3600');
  await pass(model, MINUTE);
  expect(limitNote(model)).toBe('2026-11 0 7200 2026-11-22T20:01:00.000Z told');

  model.notes.set('month', '2026-11 5800 2026-11-22T20:00:00.000Z');
  await pass(model, MINUTE);
  expect(subjects(model)).toEqual([
    'minecraft has used up its hours of November',
    'minecraft has used 80 % of its hours of November',
  ]);
});

test('a new month begins with nothing used and nothing told', async () => {
  const model = leafWith(60);
  model.now = Date.parse('2026-11-30T23:00:00Z');
  model.start();
  await pass(model, 30 * MINUTE);
  expect(subjects(model)).toContain('minecraft has used up its hours of November');

  await pass(model, 40 * MINUTE);
  await pass(model, 5 * HOUR);
  expect(model.desiredCapacity).toBe(1);
  model.sleep();
  model.finishTermination();
  await pass(model, MINUTE);

  expect(subjects(model)).toEqual([
    'minecraft is ready',
    'minecraft has used up its hours of November',
    'minecraft stopped',
  ]);
  expect(monthParts(model.notes.get('month')).counted).toBe('2026-12 310 2026-12-01T05:10:00.000Z');
});

test.each(['notify base', 'notify leaf'])(
  'where %s fails for a while each topic is told once, and the 4 hours begin when the limit was reached',
  async (failing) => {
    let fails = true;
    const model = leafWith(59, (call) =>
      fails && call === failing ? Promise.reject(new Error('AWS says no')) : Promise.resolve(),
    );
    fails = false;
    model.start();
    await pass(model, MINUTE);
    fails = true;
    await expect(pass(model, HOUR)).rejects.toThrow('cannot notify');
    await expect(pass(model, 4 * HOUR - MINUTE)).rejects.toThrow('cannot notify');
    fails = false;
    await pass(model, MINUTE);
    await pass(model, MINUTE);

    for (const topic of TOPICS) {
      expect(model.toldTo(topic).map(({ subject }) => subject)).toEqual([
        'minecraft is ready',
        'minecraft has used 98 % of its hours of November',
        'minecraft has used up its hours of November',
        'minecraft was put to sleep: its hours of November are used up',
      ]);
    }
    expect(limitNote(model)).toBe('2026-11 100 3600 2026-11-22T21:01:00.000Z ended i-1');
  },
);

test.each(TOPICS)(
  'a topic %s that never works again keeps nothing awake, and the others are told once',
  async (broken) => {
    let fails = false;
    const model = leafWith(59, (call) =>
      fails && call === `notify ${broken}` ? Promise.reject(new Error('AWS says no')) : Promise.resolve(),
    );
    model.start();
    await pass(model, MINUTE);
    fails = true;
    await expect(pass(model, HOUR)).rejects.toThrow('cannot notify');
    await expect(pass(model, 4 * HOUR - 1_000)).rejects.toThrow('cannot notify');
    expect(model.desiredCapacity).toBe(1);

    await expect(pass(model, 1_000)).rejects.toThrow('cannot notify');
    expect(model.desiredCapacity).toBe(0);
    model.launch();
    await expect(pass(model, MINUTE)).rejects.toThrow('cannot notify');

    const ended = 'minecraft was put to sleep: its hours of November are used up';
    for (const topic of TOPICS) {
      expect(model.toldTo(topic).map(({ subject }) => subject)).toEqual([
        'minecraft is ready',
        'minecraft has used 98 % of its hours of November',
        ...(topic === broken ? [] : ['minecraft has used up its hours of November', ended]),
      ]);
    }
    fails = false;
    await pass(model, MINUTE);
    expect(model.toldTo(broken).at(-1)?.subject).toBe(ended);
    expect(model.toldTo(broken)).toHaveLength(3);
    expect(limitNote(model)).toBe('2026-11 100 3600 2026-11-22T21:01:00.000Z ended i-1');
  },
);

describe('in a long shortage of capacity', () => {
  /** A launch fails every five minutes, and no instance is there. */
  function shortageSince(since: string, onCall?: ConstructorParameters<typeof HookModel>[0]): HookModel {
    const model = leafWith(10, onCall);
    model.createdAt = new Date('2026-01-01T00:00:00Z');
    for (let at = Date.parse(since); at <= model.now; at += 5 * MINUTE) {
      const time = new Date(at);
      const failed = { kind: 'launch', failed: true, cancelled: false, message: 'no capacity' } as const;
      model.activities.unshift({ ...failed, startedAt: time, endedAt: time });
    }
    model.notes.set('failed-launches', new Date(model.now).toISOString());
    return model;
  }

  test('one run reads the pages of activities once, however many ask for the month', async () => {
    let pages = 0;
    const model = shortageSince('2026-11-22T19:00:00Z', (call) => {
      if (call === 'read activities') pages += 1;
      return Promise.resolve();
    });
    model.prices = { hourly: {}, efsOneZone: 0.16, efsStandard: 0.3 };
    model.start();
    await pass(model, MINUTE);
    model.sleep();
    model.finishTermination();
    pages = 0;
    await pass(model, MINUTE);

    expect(model.told.at(-1)?.message).toContain('November (UTC) so far: 10 h 1 min of 60 h.');
    // 16 activities, 3 a page, and a call is seen twice; judge and failed launches read the newest once each
    expect(pages / 2).toBe(6 + 2);
  });

  test('what was counted moves on once a day, so that old activities are not read again', async () => {
    const model = shortageSince('2026-11-16T00:00:00Z');
    model.notes.set('month', '2026-11 600 2026-11-10T10:00:00.000Z');
    await pass(model, 0);
    expect(monthParts(model.notes.get('month')).counted).toBe('2026-11 600 2026-11-19T20:00:00.000Z');

    const { length } = model.writes;
    await pass(model, 24 * HOUR - MINUTE);
    expect(model.writes).toHaveLength(length);
    await pass(model, MINUTE);
    expect(monthParts(model.notes.get('month')).counted).toBe('2026-11 600 2026-11-20T20:00:00.000Z');
  });
});

test('writes and tells nothing in a second run over the same state', async () => {
  const model = leafWith(59);
  model.start();
  await pass(model, 61 * MINUTE);
  await model.run();
  const { length } = model.writes;
  await model.run();
  await model.run({ kind: 'task-runs' });
  expect(model.writes).toHaveLength(length);
});
