import { hostArn, HookModel, TOPICS } from '../../support/hook-model';

const MINUTE = 60_000;

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('an evening: ready, stopped, and what people read', async () => {
  const model = new HookModel();
  model.wake();
  await model.run();
  expect(model.writes).toEqual([]);

  model.launch();
  model.giveAddress();
  model.now += 45_000;
  model.putInService();
  await model.run({ kind: 'group' });
  expect(model.record).toBe('198.51.100.1');
  expect(model.told).toEqual([]);

  model.now += 30_000;
  model.runContainer();
  await model.run({ kind: 'task-runs' });
  expect(model.told).toEqual([
    {
      subject: 'minecraft is ready',
      message: [
        'minecraft is ready: its container is running, 1 min 15 s after its instance was launched.',
        'The start took 1 min 15 s: 45 s instance, 30 s image, 0 s container.',
        '',
        'Address: minecraft.example.com (198.51.100.1)',
        'Ports: 25565/tcp',
        'Instance: i-1',
        '',
        'It goes back to sleep by itself when nobody is connected any more.',
      ].join('\n'),
    },
  ]);

  model.now += 123 * MINUTE;
  model.sleep();
  await model.run({ kind: 'group' });
  expect(model.record).toBe('192.0.2.1');
  // it drains, and is still paid
  expect(model.told).toHaveLength(1);

  model.now += 45_000;
  model.finishTermination();
  await model.run({ kind: 'group' });
  expect(model.told.slice(1)).toEqual([
    {
      subject: 'minecraft stopped',
      message: [
        'minecraft stopped. Its instance i-1 was terminated after 2 h 5 min.',
        '',
        'Its files are kept. The next connection starts it again. Without a domain, or to start it yourself: ./cm wake minecraft',
      ].join('\n'),
    },
  ]);

  model.now += 5 * MINUTE;
  await model.run();
  expect([...model.notes]).toEqual([['month', '2026-11 125 2026-11-22T22:05:00.000Z']]);
});

test('writes and tells nothing in a second run over the same state', async () => {
  const model = new HookModel();
  model.start();
  await model.run();
  // notes when its container started
  await model.run();
  const { length } = model.writes;

  await model.run();
  await model.run({ kind: 'task-runs' });

  expect(model.writes).toHaveLength(length);
});

test('a wake-up during a drain: the record ends on the new instance, and both are told apart', async () => {
  const model = new HookModel();
  model.start();
  await model.run();
  model.sleep();
  model.start();
  await model.run();

  expect(model.record).toBe('198.51.100.2');
  expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft is ready', 'minecraft is ready']);

  model.finishTermination();
  await model.run();
  expect(model.timesTold('minecraft stopped', 'i-1')).toBe(1);
  expect(model.timesTold('minecraft stopped', 'i-2')).toBe(0);
  expect(model.record).toBe('198.51.100.2');
});

test('corrects a record that somebody changed by hand', async () => {
  const model = new HookModel();
  model.record = '203.0.113.9';

  await model.run();

  expect(model.record).toBe('192.0.2.1');
});

test('creates a record that is missing', async () => {
  const model = new HookModel();
  model.record = undefined;

  await model.run();

  expect(model.record).toBe('192.0.2.1');
});

test('without a domain there is no record, and only the address is told', async () => {
  const model = new HookModel();
  model.hasDomain = false;
  model.start();

  await model.run();

  expect(model.record).toBe('192.0.2.1');
  expect(model.told[0]?.message).toContain('Address: 198.51.100.1\n');
});

test('waits for an address that comes seconds after the instance', async () => {
  const model = new HookModel((call) => {
    if (call === 'wait' && model.now >= Date.parse('2026-11-22T20:00:10Z')) model.giveAddress();
    return Promise.resolve();
  });
  model.wake();
  model.launch();
  model.putInService();

  await model.run({ kind: 'group' });

  expect(model.record).toBe('198.51.100.1');
});

test('fails when the instance in service gets no address: the record stays, and a scheduled run corrects it later', async () => {
  const model = new HookModel();
  model.wake();
  model.launch();
  model.putInService();
  model.runContainer();

  await expect(model.run({ kind: 'group' })).rejects.toThrow('i-1 is in service, but has no public address');
  expect(model.record).toBe('192.0.2.1');
  expect(model.told).toEqual([]);
  expect(model.now - Date.parse('2026-11-22T20:00:00Z')).toBe(20_000);

  model.giveAddress();
  await model.run();
  expect(model.record).toBe('198.51.100.1');
  expect(model.timesTold('minecraft is ready', 'i-1')).toBe(1);
});

test('fails when something else keeps writing the record', async () => {
  const model = new HookModel((call) => {
    if (call === 'read record') model.record = '203.0.113.9';
    return Promise.resolve();
  });

  await expect(model.run()).rejects.toThrow('the record still differs from the group after 10 writes');
});

test('does the other jobs when one fails', async () => {
  const model = new HookModel((call) =>
    call === 'write record' ? Promise.reject(new Error('AccessDenied')) : Promise.resolve(),
  );
  model.start();
  await expect(model.run()).rejects.toThrow('AccessDenied');
  // nobody is sent to an address that does not answer
  expect(model.told).toEqual([]);

  model.sleep();
  model.now += 10 * MINUTE;
  await model.run();
  expect(model.instances).toMatchObject([{ lifecycleState: 'Terminating:Proceed' }]);
});

test('waits for ECS where the event of a running task is a moment ahead of it', async () => {
  const model = new HookModel((call) => {
    if (call === 'wait') model.runContainer();
    return Promise.resolve();
  });
  model.wake();
  model.launch();
  model.giveAddress();
  model.putInService();

  await model.run({ kind: 'task-runs' });

  expect(model.timesTold('minecraft is ready', 'i-1')).toBe(1);
});

test('tells nothing on the event of a task that has ended since', async () => {
  const model = new HookModel();
  model.wake();
  model.launch();
  model.giveAddress();
  model.putInService();

  await model.run({ kind: 'task-runs' });

  expect(model.told).toEqual([]);
});

test('tells "stopped" even when "ready" was told but could not be noted', async () => {
  let noted = 0;
  const model = new HookModel((call) => {
    if (call === 'note') noted += 1;
    // there and back of the first two notes, then the third
    return noted === 5 ? Promise.reject(new Error('Throttling')) : Promise.resolve();
  });
  model.start();
  await expect(model.run()).rejects.toThrow('Throttling');
  expect(model.timesTold('minecraft is ready', 'i-1')).toBe(1);

  model.sleep();
  model.finishTermination();
  noted = 10;
  await model.run();

  expect(model.timesTold('minecraft stopped', 'i-1')).toBe(1);
});

describe('a topic that fails', () => {
  const broken = () => {
    const down = new Set<string>();
    const model = new HookModel((call) => (down.has(call) ? Promise.reject(new Error('no')) : Promise.resolve()));
    return { model, down };
  };
  const subjects = (model: HookModel) =>
    TOPICS.map((topic) => model.toldTo(topic).map(({ subject }) => subject.replace('minecraft ', '')));

  test('gets the notice at the next run, and the other topic does not get it again', async () => {
    const { model, down } = broken();
    model.start();
    down.add('notify leaf');
    for (let n = 0; n < 3; n += 1) await expect(model.run()).rejects.toThrow('cannot notify leaf');
    expect(subjects(model)).toEqual([['is ready'], []]);
    down.clear();
    await model.run();
    expect(subjects(model)).toEqual([['is ready'], ['is ready']]);

    down.add('notify base');
    model.sleep();
    model.finishTermination();
    for (let n = 0; n < 3; n += 1) await expect(model.run()).rejects.toThrow('cannot notify base');
    down.clear();
    await model.run();
    await model.run();
    expect(subjects(model)).toEqual([
      ['is ready', 'stopped'],
      ['is ready', 'stopped'],
    ]);
  });

  test('never ends the next wake-up for the failed launch of the one before', async () => {
    const { model, down } = broken();
    down.add('notify leaf');
    model.wake();
    model.failLaunch();
    await expect(model.run()).rejects.toThrow('cannot notify leaf');
    model.now += MINUTE;
    model.wake();
    await expect(model.run()).rejects.toThrow('cannot notify leaf');
    expect(model.desiredCapacity).toBe(1);
    model.failLaunch();
    down.clear();
    await model.run();
    await model.run();

    // the second one within an hour: only who did not get the first one gets it
    expect(subjects(model)).toEqual([['could not start'], ['could not start']]);
    expect(model.desiredCapacity).toBe(0);
  });

  test('gets once what ECS reports again and again', async () => {
    const { model, down } = broken();
    const trigger = { kind: 'task-not-placed', reason: 'RESOURCE:MEMORY', hostArns: [hostArn('i-1')] } as const;
    down.add('notify base');
    model.wake();
    model.launch();
    model.giveAddress();
    model.putInService();
    await model.run(trigger);
    model.now += 3 * MINUTE;
    for (let n = 0; n < 3; n += 1) await expect(model.run(trigger)).rejects.toThrow('cannot notify base');
    down.clear();
    await model.run(trigger);
    await model.run(trigger);

    expect(subjects(model)).toEqual([['could not start'], ['could not start']]);
  });

  test('gets at the end of the instance why its container never ran, and the other topic does not get it again', async () => {
    const { model, down } = broken();
    model.wake();
    model.launch();
    model.giveAddress();
    model.putInService();
    await model.run({ kind: 'task-not-placed', reason: 'RESOURCE:MEMORY', hostArns: [] });
    model.now += 3 * MINUTE;
    down.add('notify leaf');
    await expect(model.run()).rejects.toThrow('cannot notify leaf');
    model.sleep();
    model.finishTermination();
    down.clear();
    await model.run();
    await model.run();

    expect(TOPICS.map((topic) => model.toldTo(topic).map(({ message }) => message.split('.')[0]))).toEqual([
      ['minecraft could not start: its instance i-1 runs, but for minutes ECS has not started the container on it'],
      [
        'minecraft could not start: its container was not seen running, and its instance i-1 was terminated after 3 min',
      ],
    ]);
    expect([...model.notes.keys()].sort()).toEqual(['month', 'repeats']);
  });

  test('for ever does not keep the other topic from anything, and leaves most of the 50 tags of the group free', async () => {
    const log = jest.spyOn(console, 'error').mockImplementation();
    const { model, down } = broken();
    down.add('notify leaf');
    for (let n = 0; n < 20; n += 1) {
      model.now += 60 * MINUTE;
      model.start();
      await model.run().catch(() => undefined);
      model.sleep();
      model.finishTermination();
      await model.run().catch(() => undefined);
    }

    expect(subjects(model)).toEqual([Array.from({ length: 20 }, () => ['is ready', 'stopped']).flat(), []]);
    expect(model.notes.size).toBeLessThanOrEqual(20);
    expect(log).toHaveBeenCalledWith(expect.objectContaining({ instanceId: 'i-1' }));
  });
});

describe('a launch that fails', () => {
  test('puts the group to sleep, with one notice in plain words', async () => {
    const model = new HookModel();
    model.wake();
    model.failLaunch('We currently do not have sufficient m7i-flex.large capacity. Launching EC2 instance failed.');

    await model.run({ kind: 'group' });
    await model.run({ kind: 'group' });

    expect(model.desiredCapacity).toBe(0);
    expect(model.told).toEqual([
      {
        subject: 'minecraft could not start',
        message: [
          'minecraft could not start.',
          '',
          'AWS says: We currently do not have sufficient m7i-flex.large capacity. Launching EC2 instance failed.',
          '',
          'AWS has no capacity for this instance type at the moment. Try again in a few minutes. Ec2.FallbackInstanceTypes names types that AWS then takes instead: docs/operations.md says how to choose them.',
          '',
          'After five minutes the next connection starts it again. Without a domain, or at once: ./cm wake minecraft',
        ].join('\n'),
      },
    ]);
  });

  test('is told once for each wake-up, however often Auto Scaling tried', async () => {
    const model = new HookModel();
    for (let wakeUp = 1; wakeUp <= 2; wakeUp += 1) {
      model.now += 60 * MINUTE;
      model.wake();
      model.failLaunch();
      model.failLaunch();
      await model.run();
      await model.run();
    }

    expect(model.told.map(({ subject }) => subject)).toEqual([
      'minecraft could not start',
      'minecraft could not start',
    ]);
  });

  test('does not end the next wake-up, which Auto Scaling has not tried yet', async () => {
    const model = new HookModel();
    model.wake();
    model.failLaunch();
    await model.run();
    model.now += MINUTE;
    model.wake();

    await model.run({ kind: 'group' });

    expect(model.desiredCapacity).toBe(1);
  });

  test('is ignored once an instance comes', async () => {
    const model = new HookModel();
    model.wake();
    model.failLaunch();
    model.launch();

    await model.run({ kind: 'group' });

    expect(model.desiredCapacity).toBe(1);
    expect(model.told).toEqual([]);
  });

  test('puts the group to sleep also where somebody woke it while the run looked', async () => {
    const model = new HookModel((call) => {
      if (call === 'read activities' && model.wakeUps === 0) {
        model.wake();
        model.failLaunch();
      }
      return Promise.resolve();
    });

    await model.run();
    await model.run();

    expect(model.desiredCapacity).toBe(0);
    expect(model.told).toHaveLength(1);
  });

  test('is not confused with that of a wake-up that came while the group was put to sleep', async () => {
    const model = new HookModel((call) => {
      if (call === 'sleep' && model.wakeUps === 1 && model.desiredCapacity === 0) {
        model.now += 1_000;
        model.wake();
        model.failLaunch();
      }
      return Promise.resolve();
    });
    model.wake();
    model.failLaunch();

    await model.run();
    expect(model.desiredCapacity).toBe(1);
    await model.run();

    expect(model.desiredCapacity).toBe(0);
    expect(model.told.map(({ message }) => /wake-up \d failed/.exec(message)?.[0])).toEqual(['wake-up 1 failed']);
    expect(model.notes.get('repeats')).toBe('failed-launch=tox681=1=2026-11-22T20:00:01.000Z');
  });

  test('is told later where the run that put the group to sleep could not tell it', async () => {
    const down = new Set<string>(['notify base', 'notify leaf']);
    const model = new HookModel((call) => (down.has(call) ? Promise.reject(new Error('no')) : Promise.resolve()));
    model.wake();
    model.failLaunch();

    await expect(model.run({ kind: 'group' })).rejects.toThrow('cannot notify base and leaf');
    down.clear();
    expect(model.desiredCapacity).toBe(0);
    await model.run();

    expect(model.told).toHaveLength(1);
  });
});

describe('a task that ECS cannot place', () => {
  const trigger = (reason = 'RESOURCE:MEMORY', instanceId = 'i-1') =>
    ({ kind: 'task-not-placed', reason, hostArns: [hostArn(instanceId)] }) as const;
  const serving = () => {
    const model = new HookModel();
    model.wake();
    model.launch();
    model.giveAddress();
    model.putInService();
    return model;
  };

  test.each(['schedule', 'group', 'event'])(
    'is told once per instance where the container still does not run three minutes later, by the next run (%s), and the instance stays up',
    async (next) => {
      const model = serving();
      await model.run(trigger());
      model.now += 3 * MINUTE - 1;
      await model.run();
      expect(model.told).toEqual([]);

      model.now += 1;
      for (let n = 0; n < 2; n += 1) await model.run(next === 'event' ? trigger() : { kind: next as 'schedule' });

      expect(model.desiredCapacity).toBe(1);
      expect(model.told).toEqual([
        {
          subject: 'minecraft could not start',
          message: [
            'minecraft could not start: its instance i-1 runs, but for minutes ECS has not started the container on it.',
            '',
            'AWS says: RESOURCE:MEMORY',
            '',
            'The container needs more memory than the instance has left. Set a larger Ec2.InstanceType.',
            '',
            'ECS keeps trying, and an e-mail tells you if it succeeds. Otherwise the instance goes to sleep by itself, because nobody can be connected.',
            'After several failures ECS waits longer and longer, up to 27 minutes, before it tries to start the container again. ./cm wake minecraft makes it try at once.',
            '',
            'To try again with a new instance: ./cm sleep minecraft, then ./cm wake minecraft',
          ].join('\n'),
        },
      ]);
    },
  );

  test.each(['AGENT', 'RESOURCE:PORTS'])('is never told where the container ran meanwhile: %s', async (reason) => {
    const model = serving();
    await model.run(trigger(reason));
    model.runContainer();
    await model.run({ kind: 'task-runs' });
    model.now += 10 * MINUTE;

    await model.run();
    await model.run(trigger(reason));

    expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft is ready']);
    expect([...model.notes.keys()].filter((key) => key.startsWith('not-placed/'))).toEqual([]);
  });

  test('is told with the newest reason', async () => {
    const model = serving();
    await model.run(trigger('AGENT'));
    await model.run(trigger('RESOURCE:MEMORY'));
    model.now += 3 * MINUTE;

    await model.run();

    expect(model.told[0]?.message).toContain('AWS says: RESOURCE:MEMORY');
  });

  test('is ignored where ECS names another host, or nothing is in service', async () => {
    const model = serving();
    const late = trigger('RESOURCE:MEMORY', 'i-0');
    await model.run(late);
    model.now += 10 * MINUTE;
    await model.run(late);
    expect(model.told).toEqual([]);

    model.sleep();
    await model.run(trigger());
    expect(model.told).toEqual([]);
  });

  test('counts for the instance in service where ECS names no host', async () => {
    const model = serving();
    await model.run({ ...trigger(), hostArns: [] });
    model.now += 3 * MINUTE;

    await model.run();

    expect(model.told).toHaveLength(1);
  });

  test('is told with its reason where the instance goes before the three minutes are over', async () => {
    const model = serving();
    await model.run(trigger());
    model.sleep();
    model.finishTermination();

    await model.run();

    expect(model.told).toHaveLength(1);
    expect(model.told[0]?.message).toContain('AWS says: RESOURCE:MEMORY\n\nThe container needs more memory');
    expect([...model.notes.keys()]).toEqual(['month', 'repeats']);
  });

  test('keeps a reason of any length and characters within what a tag can hold', async () => {
    const model = serving();

    await model.run(trigger(`no “room” (${'x'.repeat(300)})`));

    expect(model.notes.get('not-placed/i-1')).toMatch(/^[\w .:/=+@-]{1,256}$/);
  });
});

describe('an instance whose container never runs', () => {
  const never = (model = new HookModel()) => {
    model.wake();
    model.launch();
    model.giveAddress();
    model.putInService();
    return model;
  };
  const end = async (model: HookModel) => {
    model.now += 8 * MINUTE;
    model.sleep();
    await model.run();
    model.finishTermination();
    await model.run();
    await model.run();
  };

  test('is told as "could not start" when the instance is gone, with where to look', async () => {
    const model = never();
    await model.run({ kind: 'group' });
    await end(model);

    expect(model.told).toEqual([
      {
        subject: 'minecraft could not start',
        message: [
          'minecraft could not start: its container was not seen running, and its instance i-1 was terminated after 8 min.',
          '',
          'If nobody put it to sleep in the meantime, either the instance failed to boot or the image takes too long to pull.',
          '',
          'See the system log of the instance: lines with mount-volumes:, world-lock: or container-manager: say what failed. AWS keeps it for about an hour: aws ec2 get-console-output --instance-id i-1 --output text',
          "After that, see the events of the service in the leaf's ECS cluster, or the system log of the next instance while it exists (EC2 console, the instance, Actions, Monitor and troubleshoot, Get system log).",
          '',
          'The next connection starts it again. Without a domain, or to start it yourself: ./cm wake minecraft',
        ].join('\n'),
      },
    ]);
    expect(model.toldTo('leaf')).toEqual(model.told);
    expect([...model.notes.keys()].sort()).toEqual(['month', 'repeats']);
  });

  test('is told once where one topic fails for a while', async () => {
    const down = new Set(['notify leaf']);
    const model = never(
      new HookModel((call) => (down.has(call) ? Promise.reject(new Error('no')) : Promise.resolve())),
    );
    await model.run();
    await expect(end(model)).rejects.toThrow('cannot notify leaf');
    down.clear();
    await model.run();

    expect(TOPICS.map((topic) => model.toldTo(topic).length)).toEqual([1, 1]);
  });

  test('is told once for each of two instances where the first still drains when the second comes', async () => {
    const model = never();
    for (const id of ['i-1', 'i-2']) {
      const trigger = { kind: 'task-not-placed', reason: 'RESOURCE:MEMORY', hostArns: [hostArn(id)] } as const;
      await model.run(trigger);
      model.now += 3 * MINUTE;
      await model.run();
      model.sleep();
      model.wake();
      model.launch();
      model.giveAddress();
      model.putInService();
    }
    model.sleep();
    model.finishTermination();
    await model.run();

    expect(model.told.map(({ message }) => /i-\d/.exec(message)?.[0])).toEqual(['i-1']);
    expect(model.notes.get('repeats')).toBe('never-ran=tox6d0=1=i-2');
  });

  test('is not told where people were told that ECS could not place the container', async () => {
    const model = never();
    const trigger = { kind: 'task-not-placed', reason: 'RESOURCE:MEMORY', hostArns: [] } as const;
    await model.run(trigger);
    model.now += 3 * MINUTE;
    await model.run();
    await end(model);

    expect(model.told.map(({ message }) => /AWS says: (.*)/.exec(message)?.[1])).toEqual(['RESOURCE:MEMORY']);
  });

  test.each([
    ['is not told where its crash was told', '2026-11-22T20:00:30.000Z task asleep base leaf', 0],
    ['is told where nobody could be told of its crash', '2026-11-22T20:00:30.000Z task asleep', 1],
    ['is told where its crash was found but not told', '2026-11-22T20:00:30.000Z task found', 1],
    ['is told where a crash of an earlier instance was told', '2026-11-22T19:59:59.000Z task asleep base leaf', 1],
  ])('%s', async (_what, crash, times) => {
    const model = never();
    await model.run();
    model.notes.set('crash', crash);
    await end(model);

    expect(model.told).toHaveLength(times);
  });

  test('is told as "stopped" where its container was announced', async () => {
    const model = never();
    await model.run();
    model.runContainer();
    await model.run();
    await end(model);

    expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft is ready', 'minecraft stopped']);
  });
});

describe('an instance that nobody drains', () => {
  const draining = (minutes: number) => {
    const model = new HookModel();
    model.start();
    model.sleep();
    model.now += minutes * MINUTE;
    return model;
  };

  test('may wait for StopTimeoutSeconds and five minutes', async () => {
    const model = draining(7);

    await model.run();

    expect(model.instances).toMatchObject([{ lifecycleState: 'Terminating:Wait' }]);
  });

  test('is terminated after that', async () => {
    const model = draining(7);
    model.now += 1;

    await model.run();

    expect(model.instances).toMatchObject([{ lifecycleState: 'Terminating:Proceed' }]);
    expect(model.writes).toEqual(['end termination wait']);
  });

  test('keeps its wait while its container is still stopping, and ends it once the container has stopped', async () => {
    const model = new HookModel();
    model.start();
    model.sleepSlowly();
    model.now += 60 * MINUTE;
    await model.run();
    expect(model.writes).not.toContain('end termination wait');

    model.stopContainer();
    await model.run();

    expect(model.instances).toMatchObject([{ lifecycleState: 'Terminating:Proceed' }]);
    expect(model.cutOff).toEqual([]);
  });

  test('is terminated StopTimeoutSeconds and an hour after its termination began, whatever its container does', async () => {
    const model = new HookModel();
    model.start();
    model.sleepSlowly();
    model.now += 62 * MINUTE;
    await model.run();
    expect(model.instances).toMatchObject([{ lifecycleState: 'Terminating:Wait' }]);

    model.now += 1;
    await model.run();

    expect(model.instances).toMatchObject([{ lifecycleState: 'Terminating:Proceed' }]);
  });

  test('is left alone when AWS does not say since when it has been waiting', async () => {
    const model = draining(60);
    model.activities.length = 0;

    await model.run();

    expect(model.instances).toMatchObject([{ lifecycleState: 'Terminating:Wait' }]);
  });
});
