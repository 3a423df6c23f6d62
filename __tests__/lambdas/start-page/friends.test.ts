import { createHash } from 'node:crypto';

import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

import { Friends } from '../../../lambdas/start-page/friends';
import { ParametersOfPath } from '../../../lambdas/start-page/parameters';
import { TOKEN } from './support';

const ssm = mockClient(SSMClient);
const hash = (token: string) => createHash('sha256').update(token).digest('hex');
let now = 0;

beforeEach(() => {
  ssm.reset();
  now = Date.parse('2026-11-22T20:00:00Z');
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

const reads = () => ssm.commandCalls(GetParametersByPathCommand).map(({ args }) => args[0].input);
const friends = () =>
  new Friends(new ParametersOfPath(new SSMClient({}), '/games/invitations/', { now: () => new Date(now) }));
function invited(...names: readonly (readonly [string, string])[]) {
  ssm.on(GetParametersByPathCommand).resolves({
    Parameters: names.map(([name, Value]) => ({ Name: `/games/invitations/${name}`, Value })),
  });
}

test("knows a friend by the link's token, for that leaf alone", async () => {
  invited(['minecraft/ben', hash('other')], ['minecraft/anna', hash(TOKEN)], ['valheim/carl', hash('third')]);
  const known = friends();

  expect(await known.friendOf('minecraft', TOKEN)).toBe('anna');
  for (const [leaf, token] of [
    ['valheim', TOKEN],
    ['nothing', TOKEN],
    ['minecraft', 'third'],
    ['minecraft', ''],
    ['minecraft', hash(TOKEN)],
    ['minecraft', `${TOKEN}A`],
  ] as const) {
    expect(await known.friendOf(leaf, token)).toBeUndefined();
  }
  expect(reads()).toEqual([{ Path: '/games/invitations/', Recursive: true, NextToken: undefined }]);
});

test('compares with every invitation, for a wrong link as for a right one', async () => {
  let compared = 0;
  class Counting extends Map<string, string> {
    override *[Symbol.iterator](): MapIterator<[string, string]> {
      for (const entry of super.entries()) {
        compared += 1;
        yield entry;
      }
    }
  }
  const all = new Counting([
    ['minecraft/anna', hash(TOKEN)],
    ['minecraft/ben', hash('b')],
    ['valheim/carl', hash('c')],
  ]);
  const known = new Friends({ read: () => Promise.resolve(all) });

  for (const [leaf, token] of [
    ['minecraft', TOKEN],
    ['minecraft', 'wrong'],
    ['nothing', TOKEN],
    ['valheim', ''],
  ] as const) {
    compared = 0;
    await known.friendOf(leaf, token);
    expect(compared).toBe(3);
  }
});

test.each(['', 'x', 'ab', '0'.repeat(63), '0'.repeat(64)])(
  'a parameter with %j in place of a hash lets nobody in',
  async (value) => {
    invited(['minecraft/anna', value]);

    for (const token of ['', '0', value]) expect(await friends().friendOf('minecraft', token)).toBeUndefined();
  },
);

test('a thousand strangers are one read in five seconds; a new link works then, and a revoked one ends within a minute', async () => {
  invited(['minecraft/anna', hash(TOKEN)]);
  const known = friends();
  for (let request = 0; request < 1_000; request += 1) {
    await Promise.all([known.friendOf('minecraft', `wrong${request}`), known.friendOf('nothing', TOKEN)]);
    now += 59;
  }
  expect(reads()).toHaveLength(12);

  invited(['minecraft/ben', hash('new')]);
  now += 5_000;
  expect(await known.friendOf('minecraft', TOKEN)).toBe('anna');
  expect(reads()).toHaveLength(12);
  expect(await known.friendOf('minecraft', 'new')).toBe('ben');
  expect(await known.friendOf('minecraft', TOKEN)).toBeUndefined();
  expect(reads()).toHaveLength(13);
});

test('known links cause one read a minute, and requests without a link no more', async () => {
  invited(['minecraft/anna', hash(TOKEN)]);
  const known = friends();
  for (let second = 0; second < 60; second += 1) {
    expect(await known.friendOf('minecraft', TOKEN)).toBe('anna');
    expect(await known.friendOf('minecraft', '')).toBeUndefined();
    now += 1_000;
  }
  expect(reads()).toHaveLength(1);
  invited();
  expect(await known.friendOf('minecraft', TOKEN)).toBeUndefined();
  expect(reads()).toHaveLength(2);
});

test('where AWS does not answer, links work for five minutes more, and AWS is asked every five seconds', async () => {
  invited(['minecraft/anna', hash(TOKEN)]);
  const known = friends();
  await known.friendOf('minecraft', TOKEN);
  ssm
    .on(GetParametersByPathCommand)
    .rejects(Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' }));

  now += 60_000;
  for (let request = 0; request < 10; request += 1) {
    expect(await known.friendOf('minecraft', TOKEN)).toBe('anna');
    now += 1_000;
  }
  expect(reads()).toHaveLength(3);
  now += 4 * 60_000;
  await expect(known.friendOf('minecraft', TOKEN)).rejects.toThrow('Rate exceeded');
});
