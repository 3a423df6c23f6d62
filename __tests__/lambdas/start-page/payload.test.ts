import { answerEvents } from '../../../lambdas/start-page/answer-events';
import { startPageApp } from '../../../lambdas/start-page/app';
import { ASLEEP, dependencies, TOKEN } from './support';

// API Gateway's payload 2.0, as its documentation shows it:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html

interface Event {
  readonly method?: string;
  readonly rawPath?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

async function answer({ method = 'POST', rawPath = '/status', headers = {}, body, isBase64Encoded = false }: Event) {
  const handler = answerEvents(startPageApp(dependencies()));
  const event = {
    version: '2.0',
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}`, ...headers },
    requestContext: { domainName: 'abc.execute-api.eu-central-1.amazonaws.com', http: { method, path: rawPath } },
    ...(body !== undefined && { body }),
    isBase64Encoded,
  };
  // a cast: the adapter's type wants every field that API Gateway sends
  return handler(event as unknown as Parameters<typeof handler>[0]);
}

test('a body of text, and the same in base64', async () => {
  const body = '{"leaf":"minecraft"}';
  for (const given of [{ body }, { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }]) {
    const { statusCode, body: said, isBase64Encoded } = await answer(given);

    expect({ statusCode, said: JSON.parse(said) as unknown, isBase64Encoded }).toEqual({
      statusCode: 200,
      said: ASLEEP,
      isBase64Encoded: false,
    });
  }
});

test('names of headers in any case', async () => {
  const { statusCode } = await answer({
    headers: { Authorization: `bearer ${TOKEN}`, 'Content-Type': 'Application/JSON; charset=utf-8' },
    body: '{"leaf":"minecraft"}',
  });

  expect(statusCode).toBe(200);
});

test('the page is gzip in base64, with its headers', async () => {
  const { statusCode, isBase64Encoded, headers } = await answer({ method: 'GET', rawPath: '/minecraft' });

  expect({ statusCode, isBase64Encoded }).toEqual({ statusCode: 200, isBase64Encoded: true });
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' });
});

test('no body at all is no JSON', async () => {
  expect(await answer({})).toMatchObject({ statusCode: 400, body: '{"error":"not-json"}' });
});

test('a body of 1 MB in base64 is too large', async () => {
  const body = Buffer.alloc(1_000_000, 'a').toString('base64');

  expect(await answer({ body, isBase64Encoded: true })).toMatchObject({
    statusCode: 413,
    body: '{"error":"too-large"}',
  });
});

test('a GET with a body is a GET, and no line in the log', async () => {
  const error = jest.spyOn(console, 'error').mockImplementation();

  expect((await answer({ method: 'GET', rawPath: '/minecraft', body: 'x' })).statusCode).toBe(200);
  expect(error).not.toHaveBeenCalled();
  error.mockRestore();
});

test('what hono itself refuses has our headers too', async () => {
  const error = jest.spyOn(console, 'error').mockImplementation();
  const { statusCode, headers } = await answer({ method: 'TRACE', rawPath: '/minecraft' });
  error.mockRestore();

  // 400, or 500 where the error is of another realm, as Jest's are
  expect([400, 500]).toContain(statusCode);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
});
