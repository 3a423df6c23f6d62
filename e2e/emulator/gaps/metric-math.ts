import { z } from 'zod';

import { compileMetricMath, type Series } from '../../../simulation/metric-math';
import { jsonBody, withJson } from '../answers';
import { withBody } from '../api-call';
import { onAction } from '../on-action';

const PERIOD_SECONDS = 60;

const Input = z.looseObject({
  StartTime: z.number(),
  MetricDataQueries: z.array(
    z.looseObject({ Id: z.string(), Expression: z.string().optional(), ReturnData: z.boolean().optional() }),
  ),
});
const Output = z.looseObject({
  MetricDataResults: z.array(
    z.looseObject({ Id: z.string(), Timestamps: z.array(z.number()), Values: z.array(z.number()) }),
  ),
});

type Result = z.infer<typeof Output>['MetricDataResults'][number];

/** CloudWatch: expressions, which moto does not evaluate, and periods that begin with a minute. All periods are a minute. */
export const metricMath = onAction('monitoring', 'GetMetricData', async (call, next) => {
  const input = jsonBody(call, Input);
  const metrics = input.MetricDataQueries.filter(({ Expression }) => Expression === undefined);
  const asked = {
    ...input,
    StartTime: Math.floor(input.StartTime / PERIOD_SECONDS) * PERIOD_SECONDS,
    MetricDataQueries: metrics.map((query) => ({ ...query, ReturnData: true })),
  };
  const answer = await next(withBody(call, JSON.stringify(asked)));
  if (answer.status !== 200) return answer;
  const results = jsonBody(answer, Output).MetricDataResults;
  const wanted = input.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).flatMap(
    ({ Id, Expression }) =>
      Expression === undefined ? results.filter((result) => result.Id === Id) : computed(Id, Expression, results),
  );
  return withJson(answer, { MetricDataResults: wanted });
});

function computed(id: string, expression: string, results: readonly Result[]): Result {
  const timestamps = [...new Set(results.flatMap(({ Timestamps }) => Timestamps))].sort((a, b) => b - a);
  const series = results.map(({ Id, Timestamps, Values }): [string, Series] => [
    Id,
    timestamps.map((timestamp) => Values[Timestamps.indexOf(timestamp)]),
  ]);
  const values = compileMetricMath(expression)({
    series: Object.fromEntries(series),
    periodSeconds: PERIOD_SECONDS,
  });
  const points = timestamps.flatMap((timestamp, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ timestamp, value }];
  });
  return {
    Id: id,
    Label: id,
    Timestamps: points.map(({ timestamp }) => timestamp),
    Values: points.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}
