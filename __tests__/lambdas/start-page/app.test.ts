import { gunzipSync } from 'node:zlib';

import { startPageApp } from '../../../lambdas/start-page/app';
import { type Dependencies } from '../../../lambdas/start-page/dependencies';
import { PAGE } from '../../../lambdas/start-page/page/page';
import { ASLEEP, dependencies, TOKEN } from './support';

const URL = 'https://abc123.execute-api.eu-central-1.amazonaws.com';
const JSON_TYPE = { 'content-type': 'application/json' };
const BEARER = { authorization: `Bearer ${TOKEN}` };
const logged: unknown[][] = [];

beforeEach(() => {
  logged.length = 0;
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...line: unknown[]) => logged.push(line));
  }
});
afterEach(() => {
  // whatever happened, the token is in no line
  expect(JSON.stringify(logged)).not.toContain(TOKEN);
  jest.restoreAllMocks();
});

function server(more: Partial<Dependencies> = {}) {
  const given = dependencies(more);
  const app = startPageApp(given);
  return {
    done: given.done,
    get: (path: string, init: RequestInit = {}) => app.request(`${URL}${path}`, init),
    post: (path: string, body: string, headers: Readonly<Record<string, string>> = { ...JSON_TYPE, ...BEARER }) =>
      app.request(`${URL}${path}`, { method: 'POST', body, headers }),
  };
}

const said = async (answer: Response | Promise<Response>) => {
  const response = await answer;
  return { status: response.status, body: await response.json() };
};

test('the page is the same for everybody, in gzip, and nothing is looked at', async () => {
  const { get, done } = server();
  const [page, other] = [await get('/minecraft'), await get('/Nothing.there')];

  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-encoding')).toBe('gzip');
  const bytes = Buffer.from(await page.arrayBuffer());
  expect(gunzipSync(bytes).toString()).toBe(PAGE.html);
  expect(Buffer.from(await other.arrayBuffer())).toEqual(bytes);
  expect(done).toEqual([]);
});

test.each([
  ['the page', 'GET', '/minecraft'],
  ['a status', 'POST', '/status'],
  ['a refusal', 'POST', '/wake'],
  ['what is not there', 'GET', '/a/b'],
])('all headers are on %s', async (_, method, path) => {
  const response = await server().get(path, { method });

  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': PAGE.contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
  });
  for (const name of ['access-control-allow-origin', 'set-cookie', 'server', 'x-powered-by']) {
    expect(response.headers.has(name)).toBe(false);
  }
  expect(PAGE.contentSecurityPolicy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
});

test('a friend sees the state, and wakes it; the log says who, once', async () => {
  const { post, done } = server();

  expect(await said(post('/status', '{"leaf":"minecraft"}'))).toEqual({ status: 200, body: ASLEEP });
  expect(logged).toEqual([]);
  expect(await said(post('/wake', '{"leaf":"MINECRAFT"}'))).toEqual({
    status: 200,
    body: { leaf: 'minecraft', state: 'starting', seconds: 0, waitsFor: 'instance' },
  });
  expect(done).toEqual(['state minecraft', 'wake minecraft page']);
  expect(logged).toEqual([
    [{ message: 'asked to wake a leaf', leafId: 'minecraft', friend: 'anna', state: 'starting' }],
  ]);
});

test.each([
  ['no token', 'minecraft', {}],
  ['an empty token', 'minecraft', { authorization: 'Bearer ' }],
  ['a wrong token', 'minecraft', { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAA' }],
  ['a token of another leaf', 'valheim', BEARER],
  ['a leaf that does not exist', 'nothing', BEARER],
  ['another scheme', 'minecraft', { authorization: `Basic ${TOKEN}` }],
  ['a token with more behind it', 'minecraft', { authorization: `Bearer ${TOKEN} x` }],
  ['a token of 8 kB', 'minecraft', { authorization: `Bearer ${'A'.repeat(8_000)}` }],
])('%s is 403 with one text, on both routes, and does nothing', async (_, leaf, headers) => {
  const { post, done } = server();
  for (const path of ['/status', '/wake']) {
    expect(await said(post(path, JSON.stringify({ leaf }), { ...JSON_TYPE, ...headers }))).toEqual({
      status: 403,
      body: { error: 'unknown-link' },
    });
  }
  expect(done).toEqual([]);
  expect(logged).toEqual([]);
});

test.each([
  ['no JSON', 'leaf=minecraft', 400, 'not-json'],
  ['nothing', '', 400, 'not-json'],
  ['null', 'null', 400, 'bad-request'],
  ['a list', '["minecraft"]', 400, 'bad-request'],
  ['no leaf', '{}', 400, 'bad-request'],
  ['a leaf that is a number', '{"leaf":1}', 400, 'bad-request'],
  ['a path in place of a leaf', '{"leaf":"../invitations"}', 400, 'bad-request'],
  ['a leaf with a quote', `{"leaf":"mine'craft"}`, 400, 'bad-request'],
  ['a leaf with a slash', '{"leaf":"minecraft/anna"}', 400, 'bad-request'],
  ['1 MB', `{"leaf":"${'a'.repeat(1_000_000)}"}`, 413, 'too-large'],
])('a body of %s is refused', async (_, body, status, error) => {
  const { post, done } = server();
  for (const path of ['/status', '/wake']) expect(await said(post(path, body))).toEqual({ status, body: { error } });
  expect(done).toEqual([]);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx', ''])(
  'the content type %s, which a form of another site can send, is refused',
  async (type) => {
    const { post, done } = server();

    expect(await said(post('/wake', '{"leaf":"minecraft"}', { ...BEARER, 'content-type': type }))).toEqual({
      status: 415,
      body: { error: 'not-json' },
    });
    expect(done).toEqual([]);
  },
);

test.each([
  ['GET', '/wake'],
  ['HEAD', '/wake'],
  ['GET', '/status'],
  ['HEAD', '/minecraft'],
  ['PUT', '/wake'],
  ['DELETE', '/minecraft'],
  ['GET', '/../wake'],
  ['OPTIONS', '/wake'],
])('%s %s wakes nothing, with a right token too', async (method, path) => {
  const { get, done } = server();
  await get(`${path}?leaf=minecraft`, { method, headers: BEARER });

  expect(done).toEqual([]);
});

test.each([
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'WhatsApp/2.23.20.0',
  'TelegramBot (like TwitterBot)',
  'facebookexternalhit/1.1',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
])('a link preview of %s gets the page and wakes nothing', async (agent) => {
  const { get, done } = server();

  expect((await get('/minecraft', { headers: { 'user-agent': agent } })).status).toBe(200);
  expect(done).toEqual([]);
});

test.each(['/', '/..', '/%2e%2e%2fetc', '/a/b', `/mine'craft`, '/mine%22craft', '/<script>', `/${'a'.repeat(64)}`])(
  'the path %s is 404',
  async (path) => {
    const response = await server().get(path);

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'bad-request' });
  },
);

test('an error of AWS is 503, and the log has it with the path and without the body', async () => {
  const error = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
  const { post } = server({
    leaves: { ...dependencies().leaves, state: () => Promise.reject(error) },
  });

  expect(await said(post('/status', '{"leaf":"minecraft"}'))).toEqual({ status: 503, body: { error: 'try-later' } });
  expect(logged).toEqual([[{ message: 'could not answer', method: 'POST', path: '/status', error }]]);
});

test('what takes too long is 503', async () => {
  const waited: number[] = [];
  const clock = {
    now: () => new Date(),
    wait: (milliseconds: number) => {
      waited.push(milliseconds);
      return Promise.resolve();
    },
  };
  const never = { friendOf: () => new Promise<undefined>(() => undefined) };

  expect(await said(server({ clock, invitations: never }).post('/wake', '{"leaf":"minecraft"}'))).toEqual({
    status: 503,
    body: { error: 'try-later' },
  });
  expect(waited).toEqual([1_600]);
});

test('without Discord there is no /discord; with it the request is handed on as it came', async () => {
  const headers = { 'x-signature-ed25519': 'ab12', 'x-signature-timestamp': '1764000000' };
  const given: unknown[] = [];
  const discord: Dependencies['discord'] = (request) => {
    given.push(request);
    return Promise.resolve({ status: 401, json: { error: 'bad signature' } });
  };

  expect((await server().post('/discord', '{"type":1}', headers)).status).toBe(404);
  expect(await said(server({ discord }).post('/discord', '{"type": 1}', headers))).toEqual({
    status: 401,
    body: { error: 'bad signature' },
  });
  expect(await said(server({ discord }).post('/discord', 'x'.repeat(70_000), headers))).toEqual({
    status: 413,
    body: { error: 'too-large' },
  });
  expect(given).toEqual([{ signature: 'ab12', timestamp: '1764000000', body: '{"type": 1}' }]);
});
