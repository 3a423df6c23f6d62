import { type Answer } from '../../../lambdas/player-query/answer';
import { watchMinute } from '../../../lambdas/player-query/watch-minute';
import { QueryModel } from '../../support/query-model';

const playing = (online: number): Answer => ({ players: { online, max: 20, names: [] } });

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Awake since 20:00, with the query on. */
async function awake(): Promise<QueryModel> {
  const model = new QueryModel();
  model.hook.start();
  await model.runHook();
  return model;
}

test('a mod pack that loads for 14 minutes is occupied until it answers, and then nobody is there', async () => {
  const model = await awake();
  await model.pass(14);
  model.answer = playing(0);
  await model.pass(6);

  expect(model.pointAt('20:00')).toEqual({ presence: 2 });
  expect(model.pointAt('20:13')).toEqual({ presence: 2 });
  // the last word of loading holds for two minutes more
  expect(model.pointAt('20:15')).toEqual({ presence: 2, players: 0 });
  expect(model.pointAt('20:16')).toEqual({ presence: 1, players: 0 });
  expect(model.pointAt('20:19')).toEqual({ presence: 1, players: 0 });
});

test('until the first answer it asks every 10 seconds, then once a minute', async () => {
  const model = await awake();
  const start = model.hook.now;
  await model.pass(2);
  expect(model.queries.map((at) => (at - start) / 1_000)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]);
  // one publication a run: nothing new was to say
  expect(model.publications).toBe(2);

  model.answer = playing(0);
  await model.pass(3);
  expect(model.queries.slice(12).map((at) => (at - start) / 1_000)).toEqual([120, 180, 240]);
});

test('the first answer is noted, and the hook is told of it once', async () => {
  const model = await awake();
  model.answer = playing(0);
  await model.pass(3);

  expect(model.hook.notes.get('answered/i-1')).toBe('2026-11-22T20:00:00.000Z ecs-svc/1 0');
  expect(model.told).toEqual([Date.parse('2026-11-22T20:00:00Z')]);
});

test('the most people at once are noted, also over a deployment, and only when they are more', async () => {
  const model = await awake();
  const most = () => model.hook.notes.get('answered/i-1');
  for (const online of [0, 2, 1, 3, 0]) {
    model.answer = playing(online);
    await model.pass(1);
  }
  expect(most()).toBe('2026-11-22T20:00:00.000Z ecs-svc/1 3');

  model.deployment = { id: 'ecs-svc/2', createdAt: new Date(model.hook.now), runs: true };
  await model.pass(1);
  expect(most()).toBe('2026-11-22T20:05:00.000Z ecs-svc/2 3');
});

test('nobody is noted where the game does not count', async () => {
  const model = await awake();
  model.countsPlayers = false;
  model.answer = playing(3);
  await model.pass(2);

  expect(model.hook.notes.get('answered/i-1')).toBe('2026-11-22T20:00:00.000Z ecs-svc/1');
});

test('the note goes when people were told that the instance is gone', async () => {
  const model = await awake();
  model.answer = playing(0);
  await model.pass(1);
  model.hook.sleep();
  model.hook.finishTermination();
  await model.runHook();

  expect([...model.hook.notes.keys()].filter((key) => key.startsWith('answered/'))).toEqual([]);
});

test('somebody plays, and leaves', async () => {
  const model = await awake();
  model.answer = playing(3);
  await model.pass(1);
  model.answer = playing(0);
  await model.pass(4);

  expect(model.pointAt('20:00')).toEqual({ presence: 2, players: 3 });
  expect(model.pointAt('20:02')).toEqual({ presence: 2, players: 3 });
  expect(model.pointAt('20:03')).toEqual({ presence: 1, players: 0 });
});

test('two runs that fail leave no hole', async () => {
  const model = await awake();
  model.answer = playing(1);
  await model.pass(2);
  model.queryFails = true;
  await model.pass(2);
  model.queryFails = false;
  await model.pass(1);

  for (const time of ['20:00', '20:01', '20:02', '20:03', '20:04']) {
    expect(model.pointAt(time)).toEqual({ presence: 2, players: 1 });
  }
});

test('a game that stops answering has no word: bytes decide', async () => {
  const model = await awake();
  model.answer = playing(1);
  await model.pass(1);
  model.answer = undefined;
  await model.pass(5);

  expect(model.pointAt('20:02')).toEqual({ presence: 2, players: 1 });
  expect(model.pointAt('20:03')).toEqual({});
  // and it is not asked more often for it
  expect(model.queries).toHaveLength(6);
});

test('a game that never answers is occupied for LoadingMinutes at most', async () => {
  const model = await awake();
  await model.pass(40);

  expect(model.pointAt('20:29')).toEqual({ presence: 2 });
  expect(model.pointAt('20:31')).toEqual({ presence: 2 });
  expect(model.pointAt('20:32')).toEqual({});
  expect(model.told).toEqual([]);
});

test('a deployment that replaces the container lets the game load again', async () => {
  const model = await awake();
  model.answer = playing(0);
  await model.pass(10);
  // the old container still answers while it stops
  model.deployment = { id: 'ecs-svc/2', createdAt: new Date('2026-11-22T20:10:00Z'), runs: false };
  await model.pass(1);
  expect(model.told).toHaveLength(1);

  model.answer = undefined;
  await model.pass(5);
  expect(model.pointAt('20:13')).toEqual({ presence: 2 });
  model.deployment = { ...model.deployment, runs: true };
  model.answer = playing(0);
  await model.pass(4);

  expect(model.pointAt('20:18')).toEqual({ presence: 1, players: 0 });
  expect(model.hook.notes.get('answered/i-1')).toBe('2026-11-22T20:16:00.000Z ecs-svc/2 0');
  expect(model.told).toHaveLength(2);
});

test('its time to load begins again with the deployment, also where it never answered', async () => {
  const model = await awake();
  await model.pass(20);
  model.deployment = { id: 'ecs-svc/2', createdAt: new Date('2026-11-22T20:20:00Z'), runs: true };
  await model.pass(35);

  expect(model.pointAt('20:51')).toEqual({ presence: 2 });
  expect(model.pointAt('20:52')).toEqual({});
});

test('a game that counts nobody has a word only while it loads', async () => {
  const model = await awake();
  model.countsPlayers = false;
  await model.pass(2);
  model.answer = {};
  await model.pass(4);

  expect(model.pointAt('20:01')).toEqual({ presence: 2 });
  expect(model.pointAt('20:04')).toEqual({});
  expect(model.told).toHaveLength(1);
});

test('an instance whose address nobody has noted yet is not asked, and has no word: bytes decide', async () => {
  const model = await awake();
  model.hook.notes.delete('address/i-1');
  model.hookFails = true;
  await model.pass(1);

  expect(model.queries).toEqual([]);
  expect(model.points.size).toBe(0);
});

test('an instance that comes within the minute is asked', async () => {
  const model = new QueryModel();
  model.answer = playing(0);
  model.hook.wake();
  await model.runHook();
  const dependencies = model.dependencies();
  const wait = async (milliseconds: number) => {
    await dependencies.clock.wait(milliseconds);
    if (model.hook.launch() === undefined) return;
    model.hook.giveAddress();
    await model.runHook();
  };

  await watchMinute(
    { ...dependencies, clock: { now: () => dependencies.clock.now(), wait } },
    new Date(model.hook.now),
  );

  expect(model.queries.map((at) => new Date(at).toISOString())).toEqual(['2026-11-22T20:00:10.000Z']);
});

test('what is to be terminated is not asked, and nothing is published', async () => {
  const model = await awake();
  model.hook.sleepSlowly();
  await model.pass(3);

  expect(model.queries).toEqual([]);
  expect(model.points.size).toBe(0);
  expect(model.hook.isQueryOn).toBe(true);
});

describe('when it runs', () => {
  const NIGHT = 8 * 60;

  test('a night asleep has no runs after the first deployment', async () => {
    const model = new QueryModel();
    await model.pass(NIGHT);

    expect(model.runs).toEqual([]);
    expect(model.hook.writes).toEqual([]);
  });

  test('a night asleep has no runs after an evening', async () => {
    const model = await awake();
    model.answer = playing(0);
    await model.pass(10);
    model.hook.sleep();
    model.hook.finishTermination();
    await model.runHook();
    const runs = model.runs.length;
    await model.pass(NIGHT);

    expect(runs).toBe(10);
    expect(model.runs).toHaveLength(10);
  });

  test('with a hook that fails, the first run after the last instance ends them', async () => {
    const model = await awake();
    model.answer = playing(0);
    await model.pass(10);
    model.hookFails = true;
    model.hook.sleep();
    model.hook.finishTermination();
    await model.pass(NIGHT);

    expect(model.runs).toHaveLength(11);
    expect(model.hook.isQueryOn).toBe(false);
  });

  test('a launch whose event is lost has a query within five minutes', async () => {
    const model = new QueryModel();
    model.hook.now += 60_000;
    model.hook.start();
    await model.pass(5);

    expect(model.runs.map((at) => new Date(at).toISOString())).toEqual(['2026-11-22T20:05:00.000Z']);
  });

  test('a rule that was turned off while somebody woke the leaf is on within five minutes', async () => {
    const model = await awake();
    model.hook.isQueryOn = false;
    await model.pass(6);

    expect(model.hook.isQueryOn).toBe(true);
  });

  test('a leaf without a Query has no rule to switch', async () => {
    const model = new QueryModel();
    model.hook.hasQuery = false;
    model.hook.start();
    await model.pass(10);

    expect(model.hook.isQueryOn).toBe(false);
    expect(model.runs).toEqual([]);
  });
});
