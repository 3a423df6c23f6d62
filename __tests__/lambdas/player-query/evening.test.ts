import { type Answer } from '../../../lambdas/player-query/answer';
import { type Target } from '../../../lambdas/player-query/ask';
import { bundle } from '../../../modules/aws/bundle';
import { closedPort } from '../../support/game-servers/game-server';
import { javaServer } from '../../support/game-servers/java';
import { QueryModel } from '../../support/query-model';

const { handler } = jest.requireActual<{ handler: (target: Target) => Promise<Answer | undefined> }>(
  bundle('__tests__/support/functions/player-query/handler.ts').path,
);

test('an evening with a real server: asleep, loading, first answer, a player joins and leaves, stopped, asleep', async () => {
  jest.spyOn(console, 'info').mockImplementation();
  const port = await closedPort();
  const model = new QueryModel(() =>
    handler({ address: '127.0.0.1', port, protocol: 'minecraftvanilla', wantsNames: false }),
  );
  await model.pass(60);
  expect(model.runs).toHaveLength(0);

  model.hook.start();
  await model.runHook();
  await model.pass(6);
  expect(model.pointAt('21:05')).toEqual({ presence: 2 });
  expect(model.told).toHaveLength(0);

  const server = await javaServer({ names: [], max: 20 }, port);
  await model.pass(4);
  expect(model.told.map((at) => new Date(at).toISOString())).toEqual(['2026-11-22T21:06:00.000Z']);
  expect(model.pointAt('21:09')).toEqual({ presence: 1, players: 0 });

  const leave = await server.join('Steve');
  await model.pass(3);
  expect(model.pointAt('21:12')).toEqual({ presence: 2, players: 1 });

  await leave();
  await model.pass(3);
  expect(model.pointAt('21:15')).toEqual({ presence: 1, players: 0 });

  await server.close();
  await model.pass(4);
  expect(model.pointAt('21:18')).toEqual({});

  model.hook.sleep();
  model.hook.finishTermination();
  await model.runHook();
  const runs = model.runs.length;
  await model.pass(8 * 60);
  expect(model.runs).toHaveLength(runs);
  jest.restoreAllMocks();
});
