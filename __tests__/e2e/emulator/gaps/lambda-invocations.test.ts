import { type FunctionRunner, LambdaInvocations } from '../../../../e2e/emulator/gaps/lambda-invocations';
import { call, Upstream } from '../support';

const NAME = 'games-minecraft-player-query';

class Runner implements FunctionRunner {
  readonly ran: unknown[] = [];

  constructor(private readonly result: () => unknown = () => ({ answered: true })) {}

  runOnce(reference: string, event: unknown): Promise<unknown> {
    this.ran.push(['once', reference, event]);
    return Promise.resolve().then(this.result);
  }

  runLater(reference: string, event: unknown): void {
    this.ran.push(['later', reference, event]);
  }
}

interface Invoke {
  readonly type?: string;
  readonly body?: string;
  readonly region?: string;
}

function invoke({ type, body = '{"action":"ask"}', region = 'eu-central-1' }: Invoke = {}) {
  const made = call({ service: 'lambda', region, path: `/2015-03-31/functions/${NAME}/invocations`, body });
  return type === undefined ? made : { ...made, headers: { ...made.headers, 'x-amz-invocation-type': type } };
}

/** In eu-central-1 functions run. */
function emulator(runner: FunctionRunner) {
  const invocations = new LambdaInvocations();
  invocations.runIn('eu-central-1', runner);
  return [invocations.gap];
}

test.each([undefined, 'RequestResponse'])('%s: the function runs, and its result is the answer', async (type) => {
  const runner = new Runner();
  const answer = await new Upstream().send(emulator(runner), invoke({ ...(type !== undefined && { type }) }));

  expect(answer).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, text: '{"answered":true}' });
  expect(runner.ran).toEqual([['once', NAME, { action: 'ask' }]]);
});

test('an event is accepted at once, and the function runs later', async () => {
  const runner = new Runner();
  const answer = await new Upstream('', 202).send(emulator(runner), invoke({ type: 'Event' }));

  expect(answer).toMatchObject({ status: 202, text: '' });
  expect(runner.ran).toEqual([['later', NAME, { action: 'ask' }]]);
});

test('a function without a result answers null, and one without a payload gets an empty object', async () => {
  const runner = new Runner(() => undefined);
  const { text } = await new Upstream().send(emulator(runner), invoke({ body: '' }));

  expect(text).toBe('null');
  expect(runner.ran).toEqual([['once', NAME, {}]]);
});

test('a function that fails answers with its error', async () => {
  const runner = new Runner(() => {
    throw new TypeError('no');
  });
  const answer = await new Upstream().send(emulator(runner), invoke());

  expect(answer).toMatchObject({
    status: 200,
    headers: { 'x-amz-function-error': 'Unhandled' },
    text: '{"errorMessage":"no","errorType":"TypeError"}',
  });
});

test('nothing runs where there is no such function, or nobody runs the functions of the region', async () => {
  const runner = new Runner();

  expect(await new Upstream('{}', 404).send(emulator(runner), invoke())).toMatchObject({ status: 404, text: '{}' });
  expect((await new Upstream().send(emulator(runner), invoke({ region: 'us-east-1' }))).text).toBe('moto');
  expect(runner.ran).toEqual([]);
});
