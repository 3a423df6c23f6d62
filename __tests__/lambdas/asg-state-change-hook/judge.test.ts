import { refusalOf } from '../../../lambdas/shared/refusal';
import { CAUSES, HookModel } from '../../support/hook-model';

const MINUTE = 60_000;

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

type Cause = keyof typeof CAUSES;

/** A time awake of 13 minutes: in service after one, gone two later. A run after each change, as events start them. */
async function timeAwake(
  model: HookModel,
  {
    by = 'dns',
    cause = 'activity',
    during,
  }: { by?: 'dns' | 'cli' | 'console'; cause?: Cause; during?: () => void } = {},
): Promise<void> {
  model.wake(by === 'console' ? undefined : by);
  model.launch();
  model.giveAddress();
  model.now += MINUTE;
  model.putInService();
  await model.run({ kind: 'group' });
  model.runContainer();
  await model.run({ kind: 'task-runs' });
  during?.();
  await model.run();
  model.now += 12 * MINUTE;
  await end(model, cause);
}

async function end(model: HookModel, cause: Cause = 'activity'): Promise<void> {
  if (cause === 'health') model.desiredCapacity = 0;
  if (model.alive()) model.sleep(CAUSES[cause]);
  await model.run({ kind: 'group' });
  model.now += 2 * MINUTE;
  model.finishTermination();
  await model.run({ kind: 'group' });
}

/** The scheduled run by which CloudWatch has all values. */
async function later(model: HookModel, minutes = 5): Promise<void> {
  model.now += minutes * MINUTE;
  await model.run();
}

/** 20 minutes from one to the next. */
async function forNobody(model: HookModel): Promise<void> {
  await timeAwake(model);
  await later(model);
}

const judged = ({ notes }: HookModel) => ({ fruitless: notes.get('fruitless'), played: notes.get('played') });
const NEITHER = { fruitless: undefined, played: undefined };
const FIRST = '1 2026-11-22T20:13:00.000Z 15 2026-11-22T20:00:00.000Z';

describe('an instance in service', () => {
  const note = ({ notes }: HookModel) => notes.get('awaited/i-1');

  test.each([
    ['dns', '2026-11-22T20:00:00.000Z dns'],
    ['cli', '2026-11-22T20:00:00.000Z cli'],
    [undefined, '2026-11-22T20:00:00.000Z'],
  ] as const)('is noted with who woke it: %s', async (by, expected) => {
    const model = new HookModel();
    model.wake(by);
    model.launch();
    model.giveAddress();
    model.putInService();
    await model.run();

    expect(note(model)).toBe(expected);
  });

  test.each([
    [120, '2026-11-22T20:02:00.000Z dns'],
    [121, '2026-11-22T20:02:01.000Z'],
  ])('launched %d seconds after somebody woke it', async (seconds, expected) => {
    const model = new HookModel();
    model.wake('dns');
    model.now += seconds * 1_000;
    model.launch();
    model.giveAddress();
    model.putInService();
    await model.run();

    expect(note(model)).toBe(expected);
  });

  test('is noted with when its container started, once', async () => {
    const model = new HookModel();
    model.start('dns');
    const started = model.now;
    model.now += 90_000;
    await model.run();
    await model.run();

    expect(note(model)).toBe(`2026-11-22T20:00:00.000Z dns ${new Date(started).toISOString()}`);
    const { length } = model.writes;
    await later(model);
    expect(model.writes).toHaveLength(length);
  });

  test('is noted as held at any look, also when the hold is over', async () => {
    const model = new HookModel();
    model.start('dns');
    await model.run();
    model.isHeld = true;
    await model.run();
    model.isHeld = false;
    await model.run();

    expect(note(model)).toBe('2026-11-22T20:00:00.000Z held 2026-11-22T20:00:00.000Z');
  });

  test('without a domain nobody looks when its container started', async () => {
    const model = new HookModel();
    model.hasDomain = false;
    model.start('dns');
    await model.run();
    await model.run();

    expect(note(model)).toBe('2026-11-22T20:00:00.000Z dns');
  });

  test('that an older version noted is there for an unknown waker, and people are told of its end', async () => {
    const model = new HookModel();
    model.start('dns');
    model.notes.set('awaited/i-1', '2026-11-22T20:00:00.000Z');
    await model.run();
    model.now += 13 * MINUTE;
    await end(model);
    await later(model);

    expect(judged(model)).toEqual(NEITHER);
    expect(model.timesTold('minecraft stopped', 'i-1')).toBe(1);
  });
});

describe('without a Query', () => {
  test('DNS woke it, nobody was connected, Container Activity ended it: fruitless', async () => {
    const model = new HookModel();
    await forNobody(model);

    expect(judged(model)).toEqual({ fruitless: FIRST, played: undefined });
    expect([...model.notes.keys()]).toEqual(['woken-by', 'month', 'fruitless']);
  });

  test('is decided three minutes after the instance is gone, where minutes have to be asked for', async () => {
    const model = new HookModel();
    await timeAwake(model, { during: () => (model.now += 20 * MINUTE) });
    expect(model.notes.get('judge/i-1')).toBe(
      '2026-11-22T20:00:00.000Z 2026-11-22T20:01:00.000Z 2026-11-22T20:33:00.000Z 2026-11-22T20:35:00.000Z fruitless',
    );

    await later(model, 2);
    expect(judged(model)).toEqual(NEITHER);

    await later(model, 1);
    expect(judged(model)).toEqual({
      fruitless: '1 2026-11-22T20:33:00.000Z 35 2026-11-22T20:00:00.000Z',
      played: undefined,
    });
    expect(model.notes.has('judge/i-1')).toBe(false);
  });

  test.each([
    ['in the eleventh minute after its container started', '20:11:00', 'played'],
    ['in the tenth', '20:10:59', 'fruitless'],
    ['in the minute before the last', '20:32:00', 'played'],
    ['in the minute in which it was put to sleep, which has no instance at its end', '20:33:00', 'fruitless'],
  ])('somebody was connected %s', async (_, time, expected) => {
    const model = new HookModel();
    const at = Date.parse(`2026-11-22T${time}Z`);
    model.connect(at, at + 1);
    await timeAwake(model, { during: () => (model.now += 20 * MINUTE) });
    await later(model);

    expect(judged(model)).toEqual(
      expected === 'played'
        ? { fruitless: undefined, played: '2026-11-22T20:33:00.000Z' }
        : { fruitless: '1 2026-11-22T20:33:00.000Z 35 2026-11-22T20:00:00.000Z', played: undefined },
    );
  });

  test.each(['cli', 'console'] as const)('somebody played, and it was woken by %s: that counts as well', async (by) => {
    const model = new HookModel();
    model.connect(model.now, model.now + 60 * MINUTE);
    await timeAwake(model, { by, cause: 'person', during: () => (model.now += 20 * MINUTE) });
    await later(model);

    expect(judged(model)).toEqual({ fruitless: undefined, played: '2026-11-22T20:33:00.000Z' });
  });

  test.each([
    ['woken by cli', { by: 'cli' }],
    ['woken in the console', { by: 'console' }],
    ['put to sleep by a person', { cause: 'person' }],
    ['stopped by Instance Left Up', { cause: 'leftUp' }],
    ['replaced by a health check', { cause: 'health' }],
  ] as const)('nobody was connected, %s: neither', async (_, how) => {
    const model = new HookModel();
    await timeAwake(model, { ...how, during: () => (model.now += 20 * MINUTE) });
    await later(model);

    expect(judged(model)).toEqual(NEITHER);
    expect([...model.notes.keys()].filter((key) => key.includes('/'))).toEqual([]);
  });

  test.each([
    ['its container ended, as after /stop in the game', 'crash', '20:21'],
    ['it was on hold', 'hold', '20:33'],
    ['AWS replaced it', 'health', '20:33'],
  ])('%s: played where somebody was connected, else neither', async (_, what, endedAt) => {
    for (const isPlayed of [true, false]) {
      const model = new HookModel();
      if (isPlayed) model.connect(model.now, model.now + 60 * MINUTE);
      await timeAwake(model, {
        cause: what === 'health' ? 'health' : 'activity',
        during: () => {
          model.now += 20 * MINUTE;
          if (what === 'crash') model.crash();
          if (what === 'hold') model.isHeld = true;
        },
      });
      await later(model);

      const played = isPlayed ? `2026-11-22T${endedAt}:00.000Z` : undefined;
      expect(judged(model)).toEqual({ fruitless: undefined, played });
      expect([...model.notes.keys()].filter((key) => key.includes('/'))).toEqual([]);
    }
  });

  test('a crash of an earlier instance says nothing of this one', async () => {
    const model = new HookModel();
    await timeAwake(model, {
      during: () => {
        model.crash();
      },
    });
    model.now += 30 * MINUTE;
    await forNobody(model);

    expect(judged(model).fruitless).toBe('1 2026-11-22T20:58:00.000Z 15 2026-11-22T20:45:00.000Z');
  });

  test('it was held for a while: neither', async () => {
    const model = new HookModel();
    await timeAwake(model, { during: () => (model.isHeld = true) });

    expect(judged(model)).toEqual(NEITHER);
  });

  test('it was never in service: neither', async () => {
    const model = new HookModel();
    model.wake('dns');
    model.launch();
    await model.run();
    model.now += 13 * MINUTE;
    await end(model);
    await later(model);

    expect(judged(model)).toEqual(NEITHER);
  });

  test('AWS keeps no record of its end: neither', async () => {
    const model = new HookModel();
    model.start('dns');
    await model.run();
    model.now += 13 * MINUTE;
    model.sleep(CAUSES.activity);
    model.activities.length = 0;
    model.finishTermination();
    await model.run();

    expect(judged(model)).toEqual(NEITHER);
  });
});

describe('what CloudWatch does not say', () => {
  const long = (model: HookModel) => timeAwake(model, { during: () => (model.now += 20 * MINUTE) });

  test('is asked for again by the next run, and the run says what failed', async () => {
    let failing = true;
    const model = new HookModel((call) =>
      failing && call === 'read traffic' ? Promise.reject(new Error('ThrottlingException')) : Promise.resolve(),
    );
    await long(model);
    model.now += 5 * MINUTE;
    await expect(model.run()).rejects.toThrow('ThrottlingException');
    // everything else was done
    expect(model.timesTold('minecraft stopped', 'i-1')).toBe(1);

    failing = false;
    await later(model);
    expect(judged(model).fruitless).toBe('1 2026-11-22T20:33:00.000Z 35 2026-11-22T20:00:00.000Z');
  });

  test('for half an hour stays unknown: neither, and nothing fails any more', async () => {
    const model = new HookModel((call) =>
      call === 'read traffic' ? Promise.reject(new Error('ThrottlingException')) : Promise.resolve(),
    );
    await long(model);
    model.now += 29 * MINUTE;
    await expect(model.run()).rejects.toThrow('ThrottlingException');
    await later(model, 1);

    expect(judged(model)).toEqual(NEITHER);
    expect(model.notes.has('judge/i-1')).toBe(false);
  });

  test('because its values are late is waited for', async () => {
    const model = new HookModel();
    model.hasValues = false;
    await long(model);
    await later(model, 10);
    expect(judged(model)).toEqual(NEITHER);

    model.hasValues = true;
    await later(model);
    expect(judged(model).fruitless).toBe('1 2026-11-22T20:33:00.000Z 35 2026-11-22T20:00:00.000Z');
  });

  test('leaves notes of at most two instances', async () => {
    const model = new HookModel();
    model.hasValues = false;
    for (let n = 0; n < 7; n += 1)
      model.notes.set(`judge/i-old-${n}`, `${Array(4).fill(`2026-11-22T19:5${n}:00.000Z`).join(' ')} other`);
    await model.run();

    const waiting = [...model.notes.keys()].filter((key) => key.startsWith('judge/'));
    expect(waiting).toEqual(['judge/i-old-5', 'judge/i-old-6']);
  });
});

describe('with a Query', () => {
  const played = (mostPlayers: number | undefined, how: Parameters<typeof timeAwake>[1] = {}) => {
    const model = HookModel.of({ hasQuery: true });
    return timeAwake(model, {
      ...how,
      during: () => {
        model.play(mostPlayers);
        how.during?.();
        model.now += 20 * MINUTE;
      },
    }).then(() => model);
  };
  const LONG = { fruitless: '1 2026-11-22T20:33:00.000Z 35 2026-11-22T20:00:00.000Z', played: undefined };

  test('nobody played: fruitless when CloudWatch says so too, whoever put it to sleep', async () => {
    for (const cause of ['activity', 'person', 'leftUp'] as const) {
      const model = await played(0, { cause });
      expect(judged(model)).toEqual(NEITHER);
      await later(model);
      expect(judged(model)).toEqual(LONG);
    }
  });

  test('nobody played, and it was there too short to ask CloudWatch: fruitless at once', async () => {
    const model = HookModel.of({ hasQuery: true });
    model.start('dns');
    model.play(0);
    await model.run();
    model.now += 10 * MINUTE;
    await end(model, 'person');
    expect(judged(model).fruitless).toBe('1 2026-11-22T20:10:00.000Z 12 2026-11-22T20:00:00.000Z');
  });

  test.each(['dns', 'cli', 'console'] as const)(
    'the game said once that nobody plays, then nothing, and somebody was connected: played, woken by %s',
    async (by) => {
      const model = HookModel.of({ hasQuery: true });
      model.connect(model.now + 15 * MINUTE, model.now + 30 * MINUTE);
      await timeAwake(model, {
        by,
        during: () => {
          model.play(0);
          model.now += 20 * MINUTE;
        },
      });
      await later(model);

      expect(judged(model)).toEqual({ fruitless: undefined, played: '2026-11-22T20:33:00.000Z' });
    },
  );

  test.each(['dns', 'cli', 'console'] as const)(
    'somebody played: played until it was put to sleep, woken by %s',
    async (by) => {
      expect(judged(await played(1, { by }))).toEqual({ fruitless: undefined, played: '2026-11-22T20:33:00.000Z' });
    },
  );

  test('somebody played: also where it was held, crashed or AWS replaced it', async () => {
    const model = HookModel.of({ hasQuery: true });
    const held = await played(2, { during: () => (model.isHeld = true) });
    expect(judged(held).played).toBe('2026-11-22T20:33:00.000Z');
    expect(judged(await played(2, { cause: 'health' })).played).toBe('2026-11-22T20:33:00.000Z');

    await timeAwake(model, {
      during: () => {
        model.play(3);
        model.crash();
      },
    });
    expect(judged(model).played).toBe('2026-11-22T20:01:00.000Z');
  });

  test.each(['cli', 'console'] as const)('nobody played, and it was woken by %s: neither', async (by) => {
    const model = await played(0, { by });
    await later(model);
    expect(judged(model)).toEqual(NEITHER);
  });

  test('a game that counts nobody or never answered: the bytes decide, as without a Query', async () => {
    const counted = await played(undefined);
    expect(judged(counted)).toEqual(NEITHER);
    await later(counted);
    expect(judged(counted)).toEqual(LONG);

    const silent = HookModel.of({ hasQuery: true });
    silent.connect(silent.now, silent.now + 33 * MINUTE);
    await timeAwake(silent, { during: () => (silent.now += 20 * MINUTE) });
    await later(silent);
    expect(judged(silent)).toEqual({ fruitless: undefined, played: '2026-11-22T20:33:00.000Z' });
  });
});

describe('a call to AWS that fails when the instance is gone', () => {
  const start = (call: string) => {
    let isFailing = false;
    const model = HookModel.of({ hasQuery: true }, (name) =>
      isFailing && name === call ? Promise.reject(new Error('ThrottlingException')) : Promise.resolve(),
    );
    model.notes.set('fruitless', '2 2026-11-22T19:43:00.000Z 15 2026-11-22T19:00:00.000Z');
    model.instanceType = 'm7i-flex.large';
    const fail = (failing: boolean): void => {
      isFailing = failing;
    };
    return { model, fail };
  };
  const awake = async (model: HookModel, mostPlayers: number | undefined) => {
    model.start('dns');
    await model.run();
    model.play(mostPlayers);
    await model.run();
    model.now += 33 * MINUTE;
    model.sleep(CAUSES.activity);
    await model.run();
    model.finishTermination();
  };

  test.each([
    ['note', 1],
    ['forget', 1],
    ['read activities', 1],
    ['note', undefined],
    ['read activities', undefined],
  ])(
    '%s: the next run decides, of at most %s players, and people are told once that it stopped',
    async (call, most) => {
      const { model, fail } = start(call);
      if (most === undefined) model.connect(model.now + 15 * MINUTE, model.now + 20 * MINUTE);
      await awake(model, most);
      fail(true);
      await expect(model.run()).rejects.toThrow('ThrottlingException');
      expect(model.timesTold('minecraft stopped', 'i-1')).toBe(0);
      fail(false);
      await later(model);
      await later(model);

      expect(judged(model)).toEqual({ fruitless: undefined, played: '2026-11-22T20:33:00.000Z' });
      expect(model.timesTold('minecraft stopped', 'i-1')).toBe(1);
      expect([...model.notes.keys()].filter((key) => key.includes('/'))).toEqual([]);
    },
  );

  test('for half an hour: then people are told, and nobody can say for whom it was', async () => {
    const { model, fail } = start('note');
    await awake(model, 1);
    fail(true);
    for (let minute = 0; minute < 30; minute += 5) {
      await expect(model.run()).rejects.toThrow('ThrottlingException');
      expect(model.timesTold('minecraft stopped', 'i-1')).toBe(0);
      model.now += 5 * MINUTE;
    }
    await expect(model.run()).rejects.toThrow('ThrottlingException');
    await expect(model.run()).rejects.toThrow('ThrottlingException');

    expect(model.timesTold('minecraft stopped', 'i-1')).toBe(1);
    expect(model.notes.has('ready/i-1')).toBe(false);
  });

  test('and AWS never says when it ended: people are told when EC2 has forgotten it', async () => {
    const { model, fail } = start('read activities');
    await awake(model, 1);
    fail(true);
    await expect(later(model, 50)).rejects.toThrow('ThrottlingException');
    expect(model.timesTold('minecraft stopped', 'i-1')).toBe(0);

    model.instanceType = undefined;
    await expect(later(model)).rejects.toThrow('ThrottlingException');
    expect(model.timesTold('minecraft stopped', 'i-1')).toBe(1);
  });
});

describe('in a row', () => {
  const MAIL = {
    subject: 'minecraft: DNS wakes it less often now',
    message: [
      'DNS queries for minecraft.example.com woke minecraft 3 times in a row, and nobody was there.',
      '',
      'First start: 2026-11-22 20:00 UTC',
      'Last one put to sleep: 2026-11-22 20:53 UTC, awake for 15 min',
      '',
      'Anybody can ask DNS for a name, and programs that search the internet do. So from now on, until somebody plays:',
      '- A DNS query wakes it at most once in 10 minutes, then in 20, then in 30.',
      '- If nobody has played for 7 days, the time grows to 6 hours, and to a day at most where it was awake for long.',
      '',
      './cm wake minecraft does not wait, and ends this.',
      '',
      'If it happens again and again:',
      '- Wake.ByDns: false in the YAML of minecraft: then no DNS query wakes it.',
      '- A name that nobody guesses: a longer id for a new leaf, or another Domain.Name in the same zone for all leaves.',
    ].join('\n'),
  };
  const mails = (model: HookModel) => model.told.filter(({ subject }) => subject === MAIL.subject);

  test('three times: one e-mail by the next run, and none for those that follow', async () => {
    const model = new HookModel();
    for (let n = 0; n < 3; n += 1) await forNobody(model);
    expect(judged(model).fruitless).toBe('3 2026-11-22T20:53:00.000Z 15 2026-11-22T20:00:00.000Z');
    expect(mails(model)).toEqual([]);

    await later(model);
    expect(mails(model)).toEqual([MAIL]);
    expect(model.toldTo('leaf').filter(({ subject }) => subject === MAIL.subject)).toEqual([MAIL]);
    expect(judged(model).fruitless).toBe('3 2026-11-22T20:53:00.000Z 15 2026-11-22T20:00:00.000Z told');

    for (let n = 0; n < 4; n += 1) await forNobody(model);
    expect(judged(model).fruitless).toBe('7 2026-11-22T22:18:00.000Z 15 2026-11-22T20:00:00.000Z told');
    expect(mails(model)).toHaveLength(1);
  });

  test('the e-mail reaches a topic that failed later, and the count does not wait for it', async () => {
    let failing = true;
    const model = new HookModel((call) =>
      failing && call === 'notify leaf' ? Promise.reject(new Error('no')) : Promise.resolve(),
    );
    model.notes.set('fruitless', '3 2026-11-22T19:43:00.000Z 15 2026-11-22T19:00:00.000Z');
    await expect(model.run()).rejects.toThrow('cannot notify leaf');
    expect(model.notes.get('fruitless')).toBe('3 2026-11-22T19:43:00.000Z 15 2026-11-22T19:00:00.000Z');
    failing = false;
    await model.run();
    await model.run();

    expect(mails(model)).toHaveLength(1);
    expect(model.toldTo('leaf')).toHaveLength(1);
    expect(model.notes.get('fruitless')).toBe('3 2026-11-22T19:43:00.000Z 15 2026-11-22T19:00:00.000Z told');
  });

  describe('somebody wakes it', () => {
    const THREE = '3 2026-11-22T19:43:00.000Z 15 2026-11-22T19:00:00.000Z';
    /** A model that calls `act` with the name of each call and how often it came, requests and answers alike. */
    const during = (act: (model: HookModel, call: string, times: number) => void): HookModel => {
      const times = new Map<string, number>();
      const model: HookModel = new HookModel((call) => {
        times.set(call, (times.get(call) ?? 0) + 1);
        act(model, call, times.get(call) ?? 0);
        return Promise.resolve();
      });
      model.notes.set('fruitless', THREE);
      return model;
    };

    test('after the run has looked at the group: nobody is told', async () => {
      const model = during((woken, call, times) => {
        if (call === 'read group' && times === 4) woken.wake('cli');
      });
      await model.run();

      expect(model.wakeUps).toBe(1);
      expect(mails(model)).toEqual([]);
      expect(judged(model)).toEqual(NEITHER);
    });

    test('while people are told, or the hook notes that they were: it stays ended', async () => {
      for (const moment of ['notify base', 'note']) {
        const model = during((woken, call, times) => {
          if (call === moment && times === 1) woken.wake('cli');
        });
        await model.run();

        expect(model.wakeUps).toBe(1);
        expect(judged(model)).toEqual(NEITHER);
      }
    });

    test('and has noted so, but not ended it yet: the hook leaves that alone', async () => {
      const model = during((woken, call) => {
        if (call === 'notify base') woken.notes.set('woken-by', '2026-11-22T20:00:00.000Z cli');
      });
      await model.run();

      expect(judged(model).fruitless).toBe(THREE);
    });
  });

  test('somebody played: the count begins again', async () => {
    const model = HookModel.of({ hasQuery: true });
    const times = async (mostPlayers: number) => {
      await timeAwake(model, {
        during: () => {
          model.play(mostPlayers);
        },
      });
      await later(model);
    };
    for (let n = 0; n < 3; n += 1) await times(0);
    expect(judged(model).fruitless).toMatch(/^3 /);
    await times(1);
    expect(judged(model)).toEqual({ fruitless: undefined, played: '2026-11-22T21:13:00.000Z' });
    for (let n = 0; n < 3; n += 1) await times(0);
    await later(model);

    expect(judged(model).fruitless).toBe('3 2026-11-22T22:13:00.000Z 15 2026-11-22T21:20:00.000Z told');
    expect(mails(model)).toHaveLength(2);
  });

  test('a time that does not count leaves the count as it was', async () => {
    const model = new HookModel();
    await forNobody(model);
    await timeAwake(model, { by: 'console' });
    await forNobody(model);

    expect(judged(model).fruitless).toMatch(/^2 /);
  });

  test('is counted once, also where people cannot be told for an hour that it stopped', async () => {
    const model = new HookModel((call) =>
      call.startsWith('notify') ? Promise.reject(new Error('no')) : Promise.resolve(),
    );
    const run = () => model.run().catch(() => undefined);
    model.start('dns');
    await run();
    model.now += 13 * MINUTE;
    model.sleep(CAUSES.activity);
    model.finishTermination();
    for (let n = 0; n < 12; n += 1) {
      model.now += 5 * MINUTE;
      await run();
    }

    expect(model.notes.has('awaited/i-1')).toBe(true);
    expect(judged(model).fruitless).toBe('1 2026-11-22T20:13:00.000Z 13 2026-11-22T20:00:00.000Z');
  });

  test('a deliberate wake ends it also where the time before is judged after it', async () => {
    const model = new HookModel();
    await timeAwake(model, { during: () => (model.now += 20 * MINUTE) });
    model.wake('cli');
    await later(model);

    expect(judged(model)).toEqual(NEITHER);
    expect(model.notes.has('judge/i-1')).toBe(false);
  });
});

describe('a leaf that was not judged until now: an older version deployed it, or it had no domain', () => {
  /** Older than 7 days by so many milliseconds. */
  const old = (milliseconds: number, notes: Readonly<Record<string, string>> = {}) => {
    const model = new HookModel();
    model.createdAt = new Date(model.now - 7 * 24 * 60 * MINUTE - milliseconds);
    for (const [key, text] of Object.entries(notes)) model.notes.set(key, text);
    return model;
  };
  const FRUITLESS = '1 2026-11-22T19:00:00.000Z 15 2026-11-22T18:45:00.000Z';

  test('counts as played on at the first run, once', async () => {
    const model = old(1);
    await model.run();
    await later(model);

    expect(judged(model)).toEqual({ fruitless: undefined, played: '2026-11-22T20:00:00.000Z' });
    expect(model.writes).toEqual(['note']);
  });

  test.each([
    ['a new group', () => old(0), NEITHER],
    [
      'a leaf that somebody played on long ago',
      () => old(1, { played: '2026-11-01T00:00:00.000Z' }),
      { ...NEITHER, played: '2026-11-01T00:00:00.000Z' },
    ],
    ['a leaf that DNS woke for nobody', () => old(1, { fruitless: FRUITLESS }), { ...NEITHER, fruitless: FRUITLESS }],
  ])('%s does not', async (_, leaf, expected) => {
    const model = leaf();
    await model.run();

    expect(judged(model)).toEqual(expected);
  });

  test('nor one that another run judges at the same moment', async () => {
    let reads = 0;
    const model = new HookModel((call) => {
      // the record, the state, and the state again
      if (call === 'read group' && (reads += 1) > 2) model.notes.set('fruitless', FRUITLESS);
      return Promise.resolve();
    });
    model.createdAt = new Date('2026-11-01T00:00:00Z');
    await model.run();

    expect(judged(model)).toEqual({ ...NEITHER, fruitless: FRUITLESS });
  });

  test('what strangers do after that is counted, and DNS waits 30 minutes at most for a week', async () => {
    const model = old(1);
    await model.run();
    model.now += MINUTE;
    for (let n = 0; n < 9; n += 1) await forNobody(model);

    expect(judged(model).fruitless).toMatch(/^9 2026-11-22T22:54:00.000Z 15 /);
    const refused = (now: string) =>
      refusalOf({ leafId: 'minecraft', waker: 'dns', state: model.state(), now: new Date(now) })?.until;
    expect(refused('2026-11-22T23:00:00Z')).toEqual(new Date('2026-11-22T23:24:00Z'));
    expect(refused('2026-11-22T23:24:00Z')).toBeUndefined();
  });
});

test('without a domain nobody is asked, and nothing is judged', async () => {
  const model = HookModel.of({ hasQuery: true });
  model.hasDomain = false;
  model.createdAt = new Date('2026-01-01T00:00:00Z');
  await timeAwake(model, {
    during: () => {
      model.play(1);
    },
  });
  await later(model);

  expect([...model.notes.keys()]).toEqual(['woken-by', 'month']);
});
