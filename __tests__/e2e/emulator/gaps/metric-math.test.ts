import { metricMath } from '../../../../e2e/emulator/gaps/metric-math';
import { gameBeforeBytes } from '../../../../modules/leaf/watchdog/activity-expression';
import { call, Upstream } from '../support';

const MINUTES = [1_793_000_040, 1_792_999_980, 1_792_999_920];
type Points = readonly (number | undefined)[];

/** What moto finds for each metric, by its id: the newest minute first. */
async function ask(expression: string, found: Readonly<Record<string, Points>>, shown: readonly string[] = []) {
  const upstream = new Upstream(
    JSON.stringify({
      MetricDataResults: Object.entries(found).map(([Id, points]) => ({
        Id,
        Timestamps: MINUTES.filter((_, index) => points[index] !== undefined),
        Values: points.filter((point) => point !== undefined),
      })),
    }),
  );
  const metrics = Object.keys(found).map((Id) => ({ Id, MetricStat: {}, ReturnData: shown.includes(Id) }));
  const body = JSON.stringify({
    StartTime: 1_792_999_861.5,
    MetricDataQueries: [{ Id: 'result', Expression: expression, ReturnData: true }, ...metrics],
  });
  const sent = call({ service: 'monitoring', target: 'GraniteServiceVersion20100801.GetMetricData', body });
  const { text } = await upstream.send([metricMath], sent);
  // a cast, since JSON.parse knows no types
  const { MetricDataResults: results } = JSON.parse(text) as {
    MetricDataResults: { Id: string; Timestamps: number[]; Values: number[] }[];
  };
  return { results, upstream };
}

const EXPRESSION = gameBeforeBytes({ threshold: 500, fileSystems: ['efs1'] });
const _ = undefined;

test('an alarm’s expression with a Query is evaluated by the rules of the simulation', async () => {
  const { results } = await ask(EXPRESSION, {
    up: [1, 1, 1],
    net: [600_000, 600_000, _],
    presence: [2, 1, _],
    efs1: [_, _, 9000],
  });

  // somebody, nobody, and a minute of warm-up without a word, which has no point
  expect(results).toEqual([
    expect.objectContaining({ Id: 'result', Timestamps: MINUTES.slice(0, 2), Values: [1001, 0] }),
  ]);
});

test('where nobody said anything and nothing was read from the file system, the bytes decide', async () => {
  const { results } = await ask(EXPRESSION, {
    up: [1, 1, 0],
    net: [600, 6000, _],
    presence: [_, _, _],
    efs1: [_, _, _],
  });

  expect(results.map(({ Values }) => Values)).toEqual([[10, 100, 1001]]);
});

test('a metric that is asked for too comes after the expression, as it is', async () => {
  const { results, upstream } = await ask(EXPRESSION, { up: [1], net: [_], presence: [2], efs1: [_] }, ['presence']);

  expect(results.map(({ Id, Values }) => [Id, Values])).toEqual([
    ['result', [1001]],
    ['presence', [2]],
  ]);
  expect(JSON.parse(upstream.calls[0]!.body.toString())).toMatchObject({ StartTime: 1_792_999_860 });
});

test('fails on an expression that the simulation does not know', async () => {
  await expect(ask('FILL(up, 0)', { up: [1] })).rejects.toThrow("metric math 'FILL' with 2 arguments is not supported");
});
