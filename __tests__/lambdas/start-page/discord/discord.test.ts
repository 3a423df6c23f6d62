import { handle } from 'hono/aws-lambda';

import { FakeDiscord, type Typed } from '../../../../e2e/deployed/fake-discord';
import { startPageApp } from '../../../../lambdas/start-page/app';
import { type LeafOnPage, type PageAnswer, type PageState } from '../../../../lambdas/start-page/contract';
import { checkDeadline } from '../../../../lambdas/start-page/deadline';
import { type Leaves } from '../../../../lambdas/start-page/dependencies';
import { answerDiscord } from '../../../../lambdas/start-page/discord/discord';

const NOW = new Date('2026-11-29T20:00:00Z');
const ROLE = '444444444444444444';
const never = () => new Promise<never>(() => undefined);

interface Message {
  readonly type: number;
  readonly data: {
    readonly content: string;
    readonly flags: number;
    readonly allowed_mentions: unknown;
    readonly choices?: readonly unknown[];
  };
}

const discord = new FakeDiscord();
let waits: number[];
let called: string[];
let states: Record<string, PageState & { note?: string }>;
let details: LeafOnPage;
let leaves: Leaves;

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  waits = [];
  called = [];
  states = { minecraft: { state: 'asleep' }, valheim: { state: 'retiring' } };
  details = { ports: ['25565/tcp'], stopRoles: [ROLE] };
  const answer = (leaf: string): Promise<PageAnswer | undefined> => {
    const state = states[leaf];
    return Promise.resolve(state && { ...state, leaf });
  };
  leaves = {
    state: (leaf) => answer(leaf),
    wake: (leaf, waker) => {
      called.push(`wake ${leaf} ${waker}`);
      return answer(leaf);
    },
    sleep: (leaf) => {
      called.push(`sleep ${leaf}`);
      return answer(leaf);
    },
    details: (leaf) => Promise.resolve(leaf === 'minecraft' ? details : undefined),
    ids: () => Promise.resolve(Object.keys(states)),
  };
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** A wait ends when nothing else can be done any more. */
const clock = {
  now: () => NOW,
  wait: (milliseconds: number) => {
    waits.push(milliseconds);
    return new Promise<void>((done) => setImmediate(() => setImmediate(done)));
  },
};
const dependencies = () => ({ leaves, config: discord.config, clock });
const post = (interaction: unknown, at = NOW) => answerDiscord(discord.signed(interaction, at), dependencies());

/** What a person sees. */
async function type(typed: Typed): Promise<Message['data']> {
  const { status, json } = await post(discord.interaction(typed));
  expect(status).toBe(200);
  // a cast, since an answer is any JSON
  const { type: kind, data } = json as Message;
  expect(kind).toBe(4);
  expect(data.allowed_mentions).toEqual({ parse: [] });
  expect(data.flags & 4).toBe(4);
  return data;
}
const isPrivate = ({ flags }: Message['data']) => (flags & 64) === 64;

describe('who may post', () => {
  test('answers PING with PONG', async () => {
    await expect(post(discord.ping())).resolves.toEqual({ status: 200, json: { type: 1 } });
  });

  test.each([
    [
      'flipped bit in the body',
      (signed: ReturnType<FakeDiscord['signed']>) => ({ ...signed, body: signed.body.replace('1', '3') }),
    ],
    [
      'flipped bit in the signature',
      (signed: ReturnType<FakeDiscord['signed']>) => ({
        ...signed,
        signature: (Number.parseInt(signed.signature.slice(0, 1), 16) ^ 1).toString(16) + signed.signature.slice(1),
      }),
    ],
    [
      'other timestamp',
      (signed: ReturnType<FakeDiscord['signed']>) => ({ ...signed, timestamp: String(Number(signed.timestamp) + 1) }),
    ],
    ['missing signature', (signed: ReturnType<FakeDiscord['signed']>) => ({ ...signed, signature: '' })],
    [
      'signature that is no hex',
      (signed: ReturnType<FakeDiscord['signed']>) => ({ ...signed, signature: 'z'.repeat(128) }),
    ],
    ['missing timestamp', (signed: ReturnType<FakeDiscord['signed']>) => ({ ...signed, timestamp: '' })],
    ['timestamp that is no number', (signed: ReturnType<FakeDiscord['signed']>) => ({ ...signed, timestamp: 'now' })],
  ])('refuses a %s with 401', async (_, change) => {
    const unsigned = { status: 401, json: { error: 'invalid request signature' } };
    const signed = discord.signed(discord.interaction({ command: 'start', leaf: 'minecraft' }), NOW);

    await expect(answerDiscord(change(signed), dependencies())).resolves.toEqual(unsigned);
    await expect(answerDiscord(signed, dependencies())).resolves.toMatchObject({ status: 200 });
    expect(called).toEqual(['wake minecraft discord']);
  });

  test('refuses what another application signed', async () => {
    const other = new FakeDiscord();

    await expect(answerDiscord(other.signed(other.ping(), NOW), dependencies())).resolves.toMatchObject({
      status: 401,
    });
  });

  test.each([
    [-301, 401],
    [-300, 200],
    [300, 200],
    [301, 401],
  ])('a PING that was signed %s s from now gets %s', async (seconds, status) => {
    await expect(post(discord.ping(), new Date(NOW.getTime() + seconds * 1_000))).resolves.toMatchObject({ status });
  });

  test.each([
    ['no interaction', []],
    ['no type', {}],
    ['another kind of interaction', { ...(discord.interaction({ command: 'x' }) as object), type: 3 }],
  ])('refuses %s with 400', async (_, body) => {
    await expect(post(body)).resolves.toMatchObject({ status: 400 });
  });

  test('tells another server, a private chat and another application why not, and does nothing', async () => {
    const words = { command: 'start', leaf: 'minecraft' };
    const elsewhere = await type({ ...words, server: '999999999999999999' });

    expect(elsewhere.content).toBe(
      'This server may not use these commands: an administrator writes its id under Discord.Servers in base.yaml.',
    );
    expect(isPrivate(elsewhere)).toBe(true);
    expect((await type({ ...words, server: '' })).content).toBe(elsewhere.content);
    expect((await type({ ...words, application: '999999999999999999' })).content).toBe(
      'These commands are not of this application: correct Discord.ApplicationId in base.yaml.',
    );
    expect(called).toEqual([]);
  });
});

describe('/start', () => {
  test('wakes a leaf, and tells everybody how long it usually takes', async () => {
    states.minecraft = {
      state: 'starting',
      seconds: 0,
      waitsFor: 'instance',
      usual: { median: 110, shortest: 90, longest: 200 },
      note: 'Version *1.21*',
    };
    const said = await type({ command: 'start', leaf: ' MineCraft ' });

    expect(called).toEqual(['wake minecraft discord']);
    expect(said.content).toBe(
      '**minecraft** starts now. It usually takes 1 min 50 s (1 min 30 s to 3 min 20 s). `/status minecraft` shows how far it is.\nVersion \\*1.21\\*',
    );
    expect(isPrivate(said)).toBe(false);
  });

  test.each([
    [
      { state: 'starting', seconds: 40, waitsFor: 'game' },
      '**minecraft** has been starting for 40 s. The first starts take several minutes. `/status minecraft` shows how far it is.',
    ],
    [
      { state: 'starting', seconds: 240, waitsFor: 'game', usual: { median: 110, shortest: 90, longest: 200 } },
      '**minecraft** has been starting for 4 min. That is longer than usual. `/status minecraft` shows how far it is.',
    ],
    [{ state: 'ready', addresses: ['198.51.100.7:25565'] }, '**minecraft** is ready: `198.51.100.7:25565`'],
    [
      { state: 'refused', why: 'limit', until: '2026-12-01T00:00:00.000Z' },
      '**minecraft** has used up its hours of this month. It can be started again from <t:1796083200:f>. An administrator can grant more.',
    ],
    [{ state: 'refused', why: 'stay' }, '**minecraft** stays asleep until an administrator wakes it.'],
    [
      { state: 'failed', reason: 'no capacity <@everyone>' },
      '**minecraft** could not start: no capacity \\<\\@everyone\\>',
    ],
    [{ state: 'retiring' }, '**minecraft** is being removed, and cannot start any more.'],
    [{ state: 'stopping' }, '**minecraft** is stopping: the game saves. `/start minecraft` starts it again.'],
  ] as const)('says of %j what it means', async (state, content) => {
    states.minecraft = state;

    await expect(type({ command: 'start', leaf: 'minecraft' })).resolves.toMatchObject({ content });
  });

  test('a refusal is for one person’s eyes', async () => {
    states.minecraft = { state: 'refused', why: 'stay' };

    expect(isPrivate(await type({ command: 'start', leaf: 'minecraft' }))).toBe(true);
  });

  test('names the leaves that there are, and takes what was typed as text', async () => {
    const said = await type({ command: 'start', leaf: '@everyone **x** <https://example.com>' });

    expect(said.content).toBe(
      'There is no \\@everyone \\*\\*x\\*\\* \\<https\\://example.com\\>. There is minecraft, valheim.',
    );
    expect(isPrivate(said)).toBe(true);
    expect((await type({ command: 'start' })).content).toBe('Which one? There is minecraft, valheim.');
  });
});

describe('/stop', () => {
  test('puts a leaf to sleep for somebody with the role, and tells everybody', async () => {
    states.minecraft = { state: 'stopping' };
    const said = await type({ command: 'stop', leaf: 'minecraft', roles: ['5', ROLE] });

    expect(called).toEqual(['sleep minecraft']);
    expect(said.content).toContain('**minecraft** is stopping');
    expect(isPrivate(said)).toBe(false);
  });

  test('refuses somebody without it, and names it', async () => {
    const said = await type({ command: 'stop', leaf: 'minecraft', roles: ['5'] });

    expect(said.content).toBe(`To stop **minecraft** you need one of these roles: <@&${ROLE}>`);
    expect(isPrivate(said)).toBe(true);
    expect(called).toEqual([]);
  });

  test('refuses everybody where the leaf names no role', async () => {
    details = { ports: [] };

    expect((await type({ command: 'stop', leaf: 'minecraft', roles: [ROLE] })).content).toBe(
      'Nobody can stop **minecraft** from Discord: its file names no role under Discord.Roles.',
    );
    expect((await type({ command: 'stop', leaf: 'valheim', roles: [ROLE] })).content).toContain('Nobody can stop');
    expect((await type({ command: 'stop', leaf: 'terraria', roles: [ROLE] })).content).toContain(
      'There is no terraria',
    );
    expect(called).toEqual([]);
  });
});

describe('/status', () => {
  test('shows one leaf to one person, with who plays as text', async () => {
    states.minecraft = {
      state: 'ready',
      addresses: ['mc.example.com:25565', 'mc.example.com:24454'],
      players: { online: 2, max: 20, names: ['_ada_', '@here'] },
    };
    const said = await type({ command: 'status', leaf: 'minecraft' });

    expect(said.content).toBe(
      '**minecraft** is ready: `mc.example.com:25565` `mc.example.com:24454`. 2 of 20 play: \\_ada\\_, \\@here',
    );
    expect(isPrivate(said)).toBe(true);
    expect(called).toEqual([]);
  });

  test('shows all leaves', async () => {
    expect((await type({ command: 'status' })).content).toBe(
      '**minecraft** is asleep. `/start minecraft` starts it.\n**valheim** is being removed, and cannot start any more.',
    );
  });

  test('shows as many as a message takes', async () => {
    states = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `leaf-${index}-${'x'.repeat(40)}`,
        { state: 'failed', reason: '@'.repeat(200) },
      ]),
    );
    const { content } = await type({ command: 'status' });

    expect(content).toHaveLength(2_000);
  });
});

test('offers the leaves that have what was typed so far, 25 at most, and none elsewhere', async () => {
  const offer = (typed: Typed) => post(discord.interaction(typed, 4));

  await expect(offer({ command: 'start', leaf: 'CRAFT' })).resolves.toEqual({
    status: 200,
    json: { type: 8, data: { choices: [{ name: 'minecraft', value: 'minecraft' }] } },
  });
  await expect(offer({ command: 'start', leaf: '', server: '9' })).resolves.toMatchObject({
    json: { data: { choices: [] } },
  });
  leaves = { ...leaves, ids: () => Promise.resolve(Array.from({ length: 30 }, (_, index) => `l${index}`)) };
  expect(((await offer({ command: 'start', leaf: '' })).json as Message).data.choices).toHaveLength(25);
  leaves = { ...leaves, ids: () => Promise.reject(new Error('throttled')) };
  await expect(offer({ command: 'start', leaf: '' })).resolves.toMatchObject({ json: { data: { choices: [] } } });
});

test('a ready leaf whose address is not known is said so', async () => {
  states = { minecraft: { state: 'ready', addresses: [] } };

  await expect(type({ command: 'status', leaf: 'minecraft' })).resolves.toMatchObject({
    content: '**minecraft** is ready: its address is not known here, an administrator has it',
  });
});

describe('AWS', () => {
  test.each([
    ['start', 'AWS did not answer in time: nothing was started. Type the command again.'],
    ['stop', 'AWS did not answer in time: nothing was stopped. Type the command again.'],
  ])('that was not asked yet after 1.5 s: /%s says so, and asks no more', async (command, content) => {
    const turned: string[] = [];
    let thaw = (): void => undefined;
    const turning = async () => {
      await new Promise<void>((done) => (thaw = done));
      checkDeadline();
      turned.push(command);
      return never();
    };
    leaves = { ...leaves, wake: turning, sleep: turning };

    await expect(type({ command, leaf: 'minecraft', roles: [ROLE] })).resolves.toMatchObject({ content });
    thaw();
    await new Promise((done) => setImmediate(done));
    expect(turned).toEqual([]);
  });

  test.each([
    [
      'start',
      'I asked AWS to start **minecraft**, and it has not answered yet. `/status minecraft` shows what came of it.',
    ],
    [
      'stop',
      'I asked AWS to stop **minecraft**, and it has not answered yet. `/status minecraft` shows what came of it.',
    ],
    ['status', 'AWS has not answered yet. Try again in a minute.'],
  ])('that was asked and does not answer within 1.5 s: /%s says so', async (command, content) => {
    const turning = (asked?: () => void) => {
      asked?.();
      return never();
    };
    leaves = {
      ...leaves,
      wake: (_, __, asked) => turning(asked),
      sleep: (_, asked) => turning(asked),
      state: never,
    };

    await expect(type({ command, leaf: 'minecraft', roles: [ROLE] })).resolves.toMatchObject({ content });
    expect(waits).toEqual([1_500]);
  });

  test.each(['start', 'stop', 'status'])(
    'that throttles: /%s says when to try again, to one person',
    async (command) => {
      const fails = () => Promise.reject(new Error('Rate exceeded'));
      leaves = { ...leaves, wake: fails, sleep: fails, state: fails };
      const said = await type({ command, leaf: 'minecraft', roles: [ROLE] });

      expect(said.content).toBe('AWS did not answer as it should. Try again in a minute.');
      expect(isPrivate(said)).toBe(true);
    },
  );
});

test.each([true, false])(
  'through API Gateway and the page’s server, with the body in base64: %s',
  async (isBase64Encoded) => {
    const app = startPageApp({
      leaves,
      invitations: { friendOf: () => Promise.resolve(undefined) },
      clock,
      discord: (request) => answerDiscord(request, dependencies()),
    });
    const { signature, timestamp, body } = discord.signed(discord.ping(), NOW);
    const send = (text: string) =>
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- as in the function's handler
      handle(app)({
        version: '2.0',
        routeKey: 'POST /discord',
        rawPath: '/discord',
        rawQueryString: '',
        headers: {
          'content-type': 'application/json',
          'x-signature-ed25519': signature,
          'x-signature-timestamp': timestamp,
          host: 'x',
        },
        requestContext: { http: { method: 'POST', path: '/discord' }, domainName: 'x' },
        body: isBase64Encoded ? Buffer.from(text).toString('base64') : text,
        isBase64Encoded,
      } as never);

    const answer = (await send(body)) as { headers?: unknown };
    expect(answer).toMatchObject({ statusCode: 200, body: '{"type":1}' });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json' });
    await expect(send(`${body} `)).resolves.toMatchObject({ statusCode: 401 });
  },
);
