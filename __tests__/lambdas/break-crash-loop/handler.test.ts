import { ENVIRONMENT } from '../../../lambdas/break-crash-loop/contract';
import type * as handlerModule from '../../../lambdas/break-crash-loop/handler';
import { CLUSTER_ARN, taskStopEvent } from '../../support/task-stop-event';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

/** As at a cold start: the module's own code runs. */
function coldStart(environment: Readonly<Record<string, string>>): typeof handlerModule {
  process.env = { ...before, ...environment };
  let started: typeof handlerModule | undefined;
  jest.isolateModules(() => {
    started = jest.requireActual<typeof handlerModule>('../../../lambdas/break-crash-loop/handler');
  });
  return started!;
}
const complete = () => ({
  ...Object.fromEntries(ENVIRONMENT.map((name) => [name, name.toLowerCase()])),
  CLUSTER_ARN,
  AWS_REGION: 'eu-central-1',
});

test('fails at its cold start without its environment, naming what is missing', () => {
  expect(() => coldStart({ ...complete(), LEAF_ID: '', BASE_TOPIC_ARN: '' })).toThrow(
    'missing environment variables: LEAF_ID, BASE_TOPIC_ARN',
  );
});

test('handles its events, and fails for those of another cluster', async () => {
  jest.spyOn(console, 'info').mockImplementation();
  const { handler } = coldStart(complete());

  // late, so that nothing is asked of AWS
  await expect(handler(taskStopEvent({}, { time: '2020-01-01T00:00:00Z' }))).resolves.toBeUndefined();
  await expect(handler(taskStopEvent({ clusterArn: 'other' }))).rejects.toThrow(`expected a task of ${CLUSTER_ARN}`);
});
