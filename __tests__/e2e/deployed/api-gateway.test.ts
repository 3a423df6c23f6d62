import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

import { ApiGateway } from '../../../e2e/deployed/api-gateway';
import { type Invoker } from '../../../e2e/deployed/functions';

const URL = 'https://abc.execute-api.eu-central-1.amazonaws.com';
const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:games-base-start-page';
/** What the emulator's API Gateway says, by path. */
const IN_EMULATOR: Readonly<Record<string, unknown>> = {
  '/v2/apis': { items: [{ apiId: 'abc', apiEndpoint: URL }] },
  '/v2/apis/abc/stages/%24default': {
    autoDeploy: true,
    defaultRouteSettings: { throttlingRateLimit: 1, throttlingBurstLimit: 2 },
    routeSettings: { 'GET /{leaf}': { throttlingRateLimit: 1_000, throttlingBurstLimit: 1_000 } },
  },
  '/v2/apis/abc/routes': {
    items: ['GET /{leaf}', 'POST /wake', 'POST /status'].map((routeKey) => ({ routeKey, target: 'integrations/i' })),
  },
  '/v2/apis/abc/integrations/i': { integrationUri: FUNCTION, payloadFormatVersion: '2.0' },
};

interface Event {
  readonly headers: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

let emulator: Server;
let api: ApiGateway;
let answer: (event: Event) => unknown;
const invoked: { readonly event: Event; readonly invoker: Invoker }[] = [];

beforeEach(async () => {
  invoked.length = 0;
  answer = () => ({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'hello' });
  emulator = createServer(({ url = '' }, response) => response.end(JSON.stringify(IN_EMULATOR[url])));
  await new Promise<void>((done) => emulator.listen(0, '127.0.0.1', done));
  api = await ApiGateway.start({
    endpoint: `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    url: URL,
    functions: {
      answer: (reference, event, invoker) => {
        expect(reference).toBe(FUNCTION);
        invoked.push({ event: event as Event, invoker });
        return Promise.resolve(answer(event as Event));
      },
    },
  });
});
afterEach(async () => {
  await api.stop();
  emulator.closeAllConnections();
  emulator.close();
});

test('a request becomes an event of payload 2.0, for the route that lets it in', async () => {
  const response = await fetch(`${api.url}/wake?a=1`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer x', Cookie: 'a=1; b=2' },
    body: '{"leaf":"minecraft"}',
  });

  expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: 'hello' });
  expect(invoked).toMatchObject([
    {
      event: {
        version: '2.0',
        routeKey: 'POST /wake',
        rawPath: '/wake',
        rawQueryString: 'a=1',
        cookies: ['a=1', 'b=2'],
        headers: { 'content-type': 'application/json', authorization: 'Bearer x', host: URL.slice(8) },
        requestContext: { http: { method: 'POST', path: '/wake' }, stage: '$default', routeKey: 'POST /wake' },
        body: '{"leaf":"minecraft"}',
        isBase64Encoded: false,
      },
      invoker: {
        service: 'apigateway.amazonaws.com',
        sourceArn: 'arn:aws:execute-api:eu-central-1:123456789012:abc/$default/POST/wake',
      },
    },
  ]);
  expect(invoked[0]!.event.headers).not.toHaveProperty('cookie');
  expect(api.requests).toEqual(['POST /wake?a=1']);
});

test('a path has its parameter, and bytes travel in base64 both ways', async () => {
  answer = () => ({ statusCode: 201, body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true });
  await fetch(`${api.url}/status`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: Buffer.from([1, 2]),
  });
  const page = await fetch(`${api.url}/mine%20craft`);

  expect(page.status).toBe(201);
  expect([...new Uint8Array(await page.arrayBuffer())]).toEqual([0, 255]);
  expect(invoked.map(({ event }) => event)).toMatchObject([
    { body: 'AQI=', isBase64Encoded: true },
    { pathParameters: { leaf: 'mine craft' }, rawPath: '/mine%20craft' },
  ]);
});

test.each([
  ['GET', '/'],
  ['GET', '/a/b'],
  ['HEAD', '/minecraft'],
  ['PUT', '/wake'],
  ['POST', '/discord'],
])('%s %s has no route: 404, and nothing is invoked', async (method, path) => {
  const response = await fetch(`${api.url}${path}`, { method });

  expect(response.status).toBe(404);
  if (method !== 'HEAD') expect(await response.json()).toEqual({ message: 'Not Found' });
  expect(invoked).toEqual([]);
});

test('more than the burst of a route is 429, without a look at others', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`${api.url}/wake`, { method: 'POST' })));

  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(2);
  expect(await refused[0]!.json()).toEqual({ message: 'Too Many Requests' });
  expect((await fetch(`${api.url}/status`, { method: 'POST' })).status).toBe(200);
});

test('more than 10 MB are 413', async () => {
  const response = await fetch(`${api.url}/wake`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });

  expect(response.status).toBe(413);
  expect(invoked).toEqual([]);
});

test('where the function fails the answer is 500, and the reason is kept for the test', async () => {
  answer = () => {
    throw new Error('it broke');
  };

  const response = await fetch(`${api.url}/minecraft`);

  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 500,
    body: { message: 'Internal Server Error' },
  });
  expect(api.failures.map(String)).toEqual(['Error: it broke']);
});

test('an API that is not deployed is an error', async () => {
  const endpoint = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
  const functions = { answer: () => Promise.resolve() };

  await expect(ApiGateway.start({ endpoint, region: 'r', url: 'https://other', functions })).rejects.toThrow(
    'the emulator has no API with the URL https://other',
  );
});
