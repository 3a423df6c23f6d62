import { ask } from '../../../../lambdas/start-page/page/ask';

const LINK = { leaf: 'minecraft', token: 'AbCdEfGhIjKlMnOpQrSt-_' };
const ASLEEP = { leaf: 'minecraft', state: 'asleep' };

const answering = (status: number, body: string) =>
  jest.fn<Promise<Response>, Parameters<typeof fetch>>(() => Promise.resolve(new Response(body, { status })));

test('sends the token as Bearer, the leaf as JSON, and nothing that tells who asks', async () => {
  const fetch = answering(200, JSON.stringify(ASLEEP));

  await expect(ask('/wake', LINK, fetch)).resolves.toEqual({ answer: ASLEEP });

  expect(fetch.mock.calls).toEqual([
    [
      '/wake',
      {
        method: 'POST',
        headers: { authorization: `Bearer ${LINK.token}`, 'content-type': 'application/json' },
        body: '{"leaf":"minecraft"}',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        signal: expect.any(AbortSignal) as AbortSignal,
      },
    ],
  ]);
});

test.each([
  [429, 'many'],
  [500, 'later'],
  [503, 'later'],
  [400, 'outdated'],
  [404, 'outdated'],
  [413, 'outdated'],
  [415, 'outdated'],
])('the status %d means %s', async (status, trouble) => {
  await expect(ask('/status', LINK, answering(status, '{}'))).resolves.toEqual({ trouble });
});

test.each([
  ['{"error":"unknown-link"}', 'unknown-link'],
  ['{"error":"bad-request"}', 'later'],
  ['{"message":"Forbidden"}', 'later'],
  ['<html>blocked by your school</html>', 'later'],
  ['null', 'later'],
  ['', 'later'],
])('403 with the body %j means %s', async (body, trouble) => {
  await expect(ask('/status', LINK, answering(403, body))).resolves.toEqual({ trouble });
});

test.each(['', '<html>', '{"leaf":"minecraft","state":"dreaming"}'])(
  'an answer that it does not know (%j) means that the page is older than the API',
  async (body) => {
    await expect(ask('/status', LINK, answering(200, body))).resolves.toEqual({ trouble: 'outdated' });
  },
);

test('without a network there is no connection', async () => {
  await expect(ask('/status', LINK, () => Promise.reject(new TypeError('Failed to fetch')))).resolves.toEqual({
    trouble: 'offline',
  });
});

test('gives up after 10 s', async () => {
  jest.useFakeTimers();
  try {
    const never: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });

    const asked = ask('/status', LINK, never);
    await jest.advanceTimersByTimeAsync(9_999);
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(1);

    await expect(asked).resolves.toEqual({ trouble: 'offline' });
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});
