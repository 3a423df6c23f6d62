import { WebhookReceiver } from '../../../e2e/deployed/webhook-receiver';
import { snsEvent, WebhooksSystem } from '../../support/webhooks/system';

let receiver: WebhookReceiver;
let lines: string[];

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.received.splice(0);
  receiver.reactions.splice(0);
  lines = [];
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...line: unknown[]) => {
      lines.push(JSON.stringify(line));
    });
  }
});

const NOT_POSTED = 'not posted: /games/discord: ';
const failureOf = async (system: WebhooksSystem): Promise<string> => {
  try {
    await system.webhooks.handle(snsEvent());
  } catch (error) {
    return String(error);
  }
  return 'posted';
};

test.each([200, 204])('a webhook that answers %i has the post', async (status) => {
  receiver.reactions.push({ status });
  const system = new WebhooksSystem(receiver);

  await expect(system.webhooks.handle(snsEvent())).resolves.toBeUndefined();

  expect(receiver.received).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/secret/games/discord',
      headers: expect.objectContaining({
        'content-type': 'application/json',
        'user-agent': 'container-manager',
      }) as unknown,
    }),
  ]);
  expect(receiver.received[0]?.body).toContain('"title":"minecraft is ready"');
  expect(system.waits).toEqual([]);
});

test.each([
  ['seconds', '7', 7_000],
  ['a fraction, as Discord writes it', '1.75', 1_750],
  ['a date', 'Sun, 29 Nov 2026 21:00:09 GMT', 9_000],
])('429 with Retry-After in %s: it waits as long and tries again', async (_, retryAfter, wait) => {
  receiver.reactions.push({ status: 429, headers: { 'retry-after': retryAfter } });
  const system = new WebhooksSystem(receiver);

  expect(await failureOf(system)).toBe('posted');

  expect(receiver.received).toHaveLength(2);
  expect(system.waits).toEqual([wait]);
});

test.each([
  ['429 without Retry-After', { status: 429 }],
  ['429 with a Retry-After of 0', { status: 429, headers: { 'retry-after': '0' } }],
  ['429 with a Retry-After shorter than that', { status: 429, headers: { 'retry-after': '0.75' } }],
  ['503 with a date that is over', { status: 503, headers: { 'retry-after': 'Sun, 29 Nov 2026 20:00:00 GMT' } }],
  ['429 with a Retry-After that says nothing', { status: 429, headers: { 'retry-after': 'soon' } }],
  ['500', { status: 500 }],
  ['503', { status: 503 }],
  ['a connection that is closed', 'hang up' as const],
])('%s: it waits a second, then two, more or less, and fails after three tries', async (_, reaction) => {
  receiver.reactions.push(reaction, reaction, reaction);
  const system = new WebhooksSystem(receiver);

  expect(await failureOf(system)).toContain(', in each of 3 tries');

  expect(receiver.received).toHaveLength(3);
  expect(system.waits).toEqual([1_000, 2_000]);
});

test.each([
  [0, [500, 1_000]],
  [0.999, [1_499, 2_998]],
])('chance %d makes the waits %j', async (chance, waits) => {
  receiver.reactions.push({ status: 500 }, { status: 500 });
  const system = new WebhooksSystem(receiver);
  system.chance = chance;

  expect(await failureOf(system)).toBe('posted');

  expect(system.waits.map(Math.round)).toEqual(waits);
});

test('a Retry-After beyond the time of the function fails at once, and Lambda tries again later', async () => {
  receiver.reactions.push({ status: 429, headers: { 'retry-after': '600' } });
  const system = new WebhooksSystem(receiver);

  expect(await failureOf(system)).toBe(`WebhooksError: ${NOT_POSTED}it answers 429, and asks to wait 600 s`);

  expect(system.waits).toEqual([]);
  expect(receiver.received).toHaveLength(1);
});

test.each(['86401', '99999999999999980000', '9'.repeat(400), 'Tue, 01 Dec 2026 21:00:01 GMT'])(
  'a Retry-After of %s is said as what it is to a person',
  async (retryAfter) => {
    receiver.reactions.push({ status: 503, headers: { 'retry-after': retryAfter } });

    expect(await failureOf(new WebhooksSystem(receiver))).toBe(
      `WebhooksError: ${NOT_POSTED}it answers 503, and asks to wait for more than a day`,
    );
  },
);

test('one that asked for nothing is not said to: no time is left for another try', async () => {
  receiver.reactions.push({ status: 429, headers: { 'retry-after': '49.5' } }, { status: 500 });
  const system = new WebhooksSystem(receiver);

  expect(await failureOf(system)).toBe(
    `WebhooksError: ${NOT_POSTED}it answers 500, and no time is left for another try`,
  );
  expect(system.waits).toEqual([49_500]);
});

test('one that does not answer in time is tried three times', async () => {
  receiver.reactions.push('no answer', 'no answer', 'no answer');

  expect(await failureOf(new WebhooksSystem(receiver, undefined, 200))).toBe(
    `WebhooksError: ${NOT_POSTED}it does not answer in 5 s, in each of 3 tries`,
  );
  expect(receiver.received).toHaveLength(3);
});

test.each([
  [
    'a redirect, which is not followed',
    { status: 307, headers: { location: 'https://hooks.test/elsewhere' } },
    'it answers 307, a redirect, which is not followed',
  ],
  ['a post that it does not understand', { status: 400 }, 'it answers 400'],
])('%s is not tried again', async (_, reaction, says) => {
  receiver.reactions.push(reaction);
  const system = new WebhooksSystem(receiver);

  expect(await failureOf(system)).toBe(`WebhooksError: ${NOT_POSTED}${says}`);

  expect(receiver.received).toHaveLength(1);
  expect(system.waits).toEqual([]);
});

const GONE =
  'its service does not know the address in the parameter. Make a new webhook there, and write its address into the parameter';
const REFUSED = 'its service does not accept the address in the parameter';
test.each([
  [401, REFUSED],
  [403, REFUSED],
  [404, GONE],
  [410, GONE],
])('%i: the parameter is read again, and the same address is not tried again', async (status, says) => {
  receiver.reactions.push({ status });
  const system = new WebhooksSystem(receiver);

  expect(await failureOf(system)).toBe(`WebhooksError: ${NOT_POSTED}it answers ${status}: ${says}`);

  expect(system.reads).toBe(2);
  expect(receiver.received).toHaveLength(1);
});

test('404, and the parameter has a new address by then: it is posted there', async () => {
  const system = new WebhooksSystem(receiver);
  expect(await failureOf(system)).toBe('posted');
  system.parameters.set('/games/discord', receiver.url('/new'));
  receiver.reactions.push({ status: 404 });

  await system.webhooks.handle(snsEvent({ MessageId: 'message-2' }));

  expect(receiver.received.map(({ path }) => path)).toEqual(['/secret/games/discord', '/secret/games/discord', '/new']);
});

test('an address is read once in five minutes', async () => {
  const system = new WebhooksSystem(receiver);
  for (const [id, minutes] of [
    ['1', 0],
    ['2', 4],
    ['3', 1],
  ] as const) {
    system.pass(minutes * 60_000);
    await system.webhooks.handle(snsEvent({ MessageId: id }));
  }

  expect(receiver.received).toHaveLength(3);
  expect(system.reads).toBe(2);
});

test.each([
  ['http://hooks.test/x', 'its parameter does not hold an address that begins with https://'],
  ['not an address', 'its parameter does not hold an address that begins with https://'],
  ['', 'its parameter does not hold an address that begins with https://'],
  [
    'https://user:secret@hooks.test/x',
    'the address in its parameter has a user name or password, which is not supported',
  ],
  ['https://127.0.0.1/secret', 'the address in its parameter has an IP address in place of a host name'],
  ['https://[::1]/secret', 'the address in its parameter has an IP address in place of a host name'],
])('the parameter holds %s: nothing is posted', async (value, says) => {
  const system = new WebhooksSystem(receiver);
  system.parameters.set('/games/discord', value);

  expect(await failureOf(system)).toBe(`WebhooksError: ${NOT_POSTED}${says}`);
  expect(receiver.received).toEqual([]);
});

test('a line break after the address does not matter', async () => {
  const system = new WebhooksSystem(receiver);
  system.parameters.set('/games/discord', `${receiver.url('/x')}\n`);

  expect(await failureOf(system)).toBe('posted');
});

test('a parameter that does not exist fails, and says how AWS calls that', async () => {
  const system = new WebhooksSystem(receiver);
  system.parameters.clear();

  expect(await failureOf(system)).toBe(`WebhooksError: ${NOT_POSTED}its parameter cannot be read (ParameterNotFound)`);
});

describe('several webhooks', () => {
  const TWO = [
    { parameter: '/games/discord', format: 'discord' },
    { parameter: '/games/json', format: 'json' },
  ] as const;

  test('one that fails does not stop the other, and the next try of the event posts only what is missing', async () => {
    const system = new WebhooksSystem(receiver, TWO);
    system.parameters.delete('/games/discord');

    expect(await failureOf(system)).toBe(
      `WebhooksError: ${NOT_POSTED}its parameter cannot be read (ParameterNotFound)`,
    );
    expect(receiver.received.map(({ path }) => path)).toEqual(['/secret/games/json']);

    system.parameters.set('/games/discord', receiver.url('/mended'));
    await system.webhooks.handle(snsEvent());

    expect(receiver.received.map(({ path }) => path)).toEqual(['/secret/games/json', '/mended']);
  });

  test('both failures are named', async () => {
    const system = new WebhooksSystem(receiver, TWO);
    receiver.reactions.push({ status: 400 }, { status: 400 });

    expect(await failureOf(system)).toBe(
      'WebhooksError: not posted: /games/discord: it answers 400; /games/json: it answers 400',
    );
  });

  test('a test posts to each, and says what became of it', async () => {
    const system = new WebhooksSystem(receiver, TWO);
    system.parameters.delete('/games/discord');

    await expect(system.webhooks.handle({ action: 'test' })).resolves.toEqual([
      { ...TWO[0], failure: 'its parameter cannot be read (ParameterNotFound)' },
      TWO[1],
    ]);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      subject: 'A test of games',
      text: 'This webhook works: what its leaves tell their players comes here too.',
    });
  });
});

test('no line of the log and no error has an address', async () => {
  const said: string[] = [];
  for (const reaction of [{ status: 404 }, { status: 500 }, { status: 302 }, 'hang up', { status: 204 }] as const) {
    receiver.reactions.push(reaction, reaction, reaction);
    said.push(await failureOf(new WebhooksSystem(receiver)));
    receiver.reactions.splice(0);
  }
  const system = new WebhooksSystem(receiver);
  system.parameters.set('/games/discord', 'ftp://hooks.test/secret');
  said.push(await failureOf(system));

  expect(lines.length).toBeGreaterThan(5);
  for (const line of [...lines, ...said]) {
    expect(line).not.toContain('secret');
    expect(line).not.toContain('hooks.test');
  }
});

test.each([undefined, {}, { Records: 'x' }])('fails for the event %j', async (event) => {
  await expect(new WebhooksSystem(receiver).webhooks.handle(event)).rejects.toThrow(
    'the event is neither from SNS nor a test',
  );
});

test('fails for a record that is not from SNS', async () => {
  await expect(
    new WebhooksSystem(receiver).webhooks.handle({ Records: [{ Sns: { MessageId: 'x' } }] }),
  ).rejects.toThrow('a record of the event is not from SNS');
});
