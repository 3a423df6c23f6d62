import { command } from '../../../cli/commands/discord';
import { type DiscordConnection } from '../../../cli/discord/discord-api';
import { COMMANDS, register } from '../../../cli/discord/register';
import { baseConfig } from '../support/leaf';
import { stateText } from '../support/state';
import { emptyProject, testWorkspace, writeStates } from '../support/workspace';

const APPLICATION = '111111111111111111';
const SERVERS = ['222222222222222222', '333333333333333333'];
const BOT_TOKEN = 'MTEx.Gabc-d.secret_part';
const CLIENT_SECRET = 'abcdefghijklmnopqrstuvwxyz012345';
const PAGE = 'https://abc123.execute-api.eu-central-1.amazonaws.com';

interface Asked {
  readonly url: string;
  readonly method: string | undefined;
  readonly authorization: string | null;
  readonly body: unknown;
}

let asked: Asked[];
let said: string[];
let waited: number[];

beforeEach(() => {
  [asked, said, waited] = [[], [], []];
});

/** A fake Discord that gives these answers, the last one again and again. */
function discord(...answers: readonly (() => Response)[]): DiscordConnection {
  return {
    fetch: (input, init) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push({
        // a cast, since only texts are asked for
        url: input as string,
        method: init?.method,
        authorization: new Headers(init?.headers).get('authorization'),
        body: init?.body,
      });
      return Promise.resolve(answer!());
    },
    clock: {
      now: () => new Date(),
      wait: (milliseconds) => {
        waited.push(milliseconds);
        return Promise.resolve();
      },
    },
    say: (line) => said.push(line),
  };
}

const json =
  (status: number, body: unknown, headers = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const OK = json(200, []);
const run = (secret: string, ...answers: readonly (() => Response)[]) =>
  register({ applicationId: APPLICATION, servers: SERVERS }, secret, discord(...answers));

test('with a bot token gives each server the three commands, in place of what it had', async () => {
  await run(`Bot ${BOT_TOKEN}`, OK);

  expect(asked).toEqual(
    SERVERS.map((server) => ({
      url: `https://discord.com/api/v10/applications/${APPLICATION}/guilds/${server}/commands`,
      method: 'PUT',
      authorization: `Bot ${BOT_TOKEN}`,
      body: JSON.stringify(COMMANDS),
    })),
  );
  expect(said).toEqual(SERVERS.map((server) => `The server ${server} has /start, /stop and /status.`));
});

test('the commands are what Discord takes: their names, descriptions and options', () => {
  expect(COMMANDS.map(({ name, options }) => [name, options])).toEqual([
    ['start', [{ type: 3, name: 'leaf', description: 'Which one', required: true, autocomplete: true }]],
    ['stop', [{ type: 3, name: 'leaf', description: 'Which one', required: true, autocomplete: true }]],
    [
      'status',
      [
        {
          type: 3,
          name: 'leaf',
          description: 'Which one (all if you leave it out)',
          required: false,
          autocomplete: true,
        },
      ],
    ],
  ]);
  for (const { description } of COMMANDS) expect(description).toMatch(/^.{1,100}$/);
});

test('with a client secret asks for a token that may only change commands', async () => {
  await run(CLIENT_SECRET, json(200, { access_token: 'short-lived', scope: 'applications.commands.update' }), OK);

  expect(asked[0]).toEqual({
    url: 'https://discord.com/api/v10/oauth2/token',
    method: 'POST',
    authorization: `Basic ${Buffer.from(`${APPLICATION}:${CLIENT_SECRET}`).toString('base64')}`,
    body: 'grant_type=client_credentials&scope=applications.commands.update',
  });
  expect(asked.slice(1).map(({ authorization }) => authorization)).toEqual([
    'Bearer short-lived',
    'Bearer short-lived',
  ]);
});

const NOT_ACCEPTED = /^Discord does not accept this secret \((401|400)\). Copy the token of the page "Bot"/;

test.each([
  ['a bot token', BOT_TOKEN, json(401, { message: '401: Unauthorized', code: 0 }), NOT_ACCEPTED],
  ['a client secret', CLIENT_SECRET, json(401, { error: 'invalid_client' }), NOT_ACCEPTED],
  ['a client secret of another kind', CLIENT_SECRET, json(400, { error: 'invalid_grant' }), NOT_ACCEPTED],
  [
    'a server without the application',
    BOT_TOKEN,
    json(403, { message: 'Missing Access', code: 50001 }),
    /^the application is not on the server 222222222222222222 yet, or Discord.Servers has a wrong id \(403, Missing Access\)[^]*\nhttps:\/\/discord.com\/oauth2\/authorize\?client_id=111111111111111111&scope=applications.commands$/,
  ],
  [
    'another application',
    BOT_TOKEN,
    json(404, { message: 'Unknown Application', code: 10002 }),
    /^Discord does not know this application \(404, Unknown Application\): correct Discord.ApplicationId/,
  ],
  [
    'an error of Discord',
    BOT_TOKEN,
    () => new Response('<html>', { status: 502 }),
    /^Discord refused it \(502, <html>\)[.]$/,
  ],
])('says what to do about %s, and does not repeat the secret', async (_, secret, answer, message) => {
  const error = await run(secret, answer).catch((reason: unknown) => reason);

  // a cast, since it was rejected
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain(secret);
});

test.each([
  ['the header says', json(429, { message: 'limited' }, { 'retry-after': '3' }), [3_000]],
  ['the body says', json(429, { message: 'limited', retry_after: 1.337 }), [2_000]],
  ['nobody says', () => new Response('error code: 1015', { status: 429 }), [10_000]],
])('after a 429 waits for as long as %s, then goes on', async (_, limited, waits) => {
  await run(BOT_TOKEN, limited, OK);

  expect(waited).toEqual(waits);
  expect(asked).toHaveLength(3);
  expect(said[0]).toBe(`Discord limits requests: trying again in ${waits[0]! / 1_000} s`);
});

test.each([
  [json(429, {}, { 'retry-after': '5' }), 3, 'Discord limits requests for another 5 s (429): run it again then.'],
  [json(429, {}, { 'retry-after': '3600' }), 1, 'Discord limits requests for another 3600 s (429): run it again then.'],
  [
    () => new Response('error code: 1015', { status: 429 }),
    3,
    'Discord refuses requests from this network for now, and does not say until when (429): others may share its address. Try again in an hour, or from another network.',
  ],
])('gives up after three tries, or where it would take more than a minute', async (limited, tries, message) => {
  await expect(run(BOT_TOKEN, limited)).rejects.toThrow(message);
  expect(asked).toHaveLength(tries);
});

test('says that Discord cannot be reached', async () => {
  const fails = { ...discord(OK), fetch: () => Promise.reject(new TypeError('fetch failed')) };

  await expect(register({ applicationId: APPLICATION, servers: SERVERS }, BOT_TOKEN, fails)).rejects.toThrow(
    'could not reach Discord: fetch failed (TypeError)',
  );
});

describe('./cm discord register', () => {
  const project = emptyProject();
  const CONFIG = { applicationId: APPLICATION, publicKey: 'ab'.repeat(32), servers: SERVERS };
  let printed = '';

  beforeEach(() => {
    printed = '';
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        printed += String(text);
        return true;
      });
    }
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const register = (base: Parameters<typeof baseConfig>[0], words = ['register']) =>
    command(
      () => testWorkspace(project(), { base: baseConfig(base) }),
      () => Promise.resolve(BOT_TOKEN),
      discord(OK).fetch,
    )
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(words, { from: 'user' });

  test('prints the address for Discord, and never the secret', async () => {
    const outputs = { start_page_url: { value: PAGE, type: 'string' } };
    writeStates(project(), ['base'], JSON.stringify({ ...(JSON.parse(stateText()) as object), outputs }));

    await register({ discord: CONFIG, startPage: { enabled: true } });

    expect(printed).toContain(
      `Put this address into "Interactions Endpoint URL" of the application, and save:\n\n${PAGE}/discord\n\n` +
        `The application: https://discord.com/developers/applications/${APPLICATION}/information\n`,
    );
    expect(printed).not.toContain(BOT_TOKEN);
  });

  test('says what is missing before it asks anybody', async () => {
    await expect(register({})).rejects.toThrow('base.yaml has no Discord: docs/discord.md says what to write there');
    await expect(register({ discord: CONFIG, startPage: { enabled: true } })).rejects.toThrow(
      'the start page is not deployed yet: ./cm deploy',
    );
    await expect(register({}, ['unregister'])).rejects.toThrow(/'unregister' is invalid/);
    expect(asked).toEqual([]);
  });
});
