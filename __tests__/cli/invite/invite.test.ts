import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';

import { command as invitationsCommand } from '../../../cli/commands/invitations';
import { command as inviteCommand } from '../../../cli/commands/invite';
import { command as uninviteCommand } from '../../../cli/commands/uninvite';
import { openDeployedLeaves } from '../../../cli/leaf/deployed-leaves';
import { group } from '../support/leaf';
import { Parameters } from '../support/parameters';
import { stateText } from '../support/state';
import { emptyProject, writeStates } from '../support/workspace';

const URL = 'https://abc123.execute-api.eu-central-1.amazonaws.com';
const BASE = 'Region: eu-central-1\nName: games\n';
const PAGE = `${BASE}StartPage: { Enabled: true }\n`;
const LEAF_ON_PAGE = '/games/leaves/minecraft';

const autoScaling = mockClient(AutoScalingClient);
const project = emptyProject();
const parameters = new Parameters();
let environment: jest.ReplaceProperty<typeof process.env>;
let printed: string;

beforeEach(() => {
  autoScaling.reset();
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  mockClient(STSClient)
    .on(GetCallerIdentityCommand)
    .resolves({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:root' });
  environment = jest.replaceProperty(process, 'env', { ...process.env, CONFIG_DIR: '' });
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  base(PAGE);
  baseIsDeployed(URL);
  awsHas({});
  parameters.values.set(LEAF_ON_PAGE, '{"ports":["25565/tcp"]}');
});

afterEach(() => {
  environment.restore();
  jest.restoreAllMocks();
});

function base(text: string): void {
  mkdirSync(join(project().folder, 'config/leaves'), { recursive: true });
  writeFileSync(join(project().folder, 'config/base.yaml'), text);
}

function baseIsDeployed(url: string): void {
  const outputs = { start_page_url: { value: url, type: 'string' } };
  writeStates(project(), ['base'], JSON.stringify({ ...(JSON.parse(stateText()) as object), outputs }));
}

/** AWS has the leaf `minecraft`. */
function awsHas(more: Partial<AutoScalingGroup>): void {
  const tags = { 'container-manager:project': 'games', 'container-manager:leaf': 'minecraft' };
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:project', Values: ['games'] }] })
    .resolves({
      AutoScalingGroups: [group({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })), ...more })],
    });
}

async function run(line: string): Promise<string> {
  const [name = '', ...words] = line.split(' ');
  const commands = { invite: inviteCommand, uninvite: uninviteCommand, invitations: invitationsCommand };
  // a cast, since a test names one of these
  const command = commands[name as keyof typeof commands](() => openDeployedLeaves(project()));
  printed = '';
  await command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync(words, { from: 'user' });
  return printed;
}

const tokenIn = (text: string) => /#([\w-]+)/.exec(text)?.[1] ?? '';
const sha256 = (text: string) => createHash('sha256').update(text, 'ascii').digest('hex');

test('prints the link once, with what it can and what it cannot do', async () => {
  const text = await run('invite minecraft ada');

  expect(text.replace(tokenIn(text), 'TOKEN')).toBe(
    [
      'The link of ada to minecraft, which is shown this once:',
      '',
      `${URL}/minecraft#TOKEN`,
      '',
      'Whoever has it can start minecraft, see its address and who plays. It cannot stop minecraft, change or read its files, or',
      'start anything else. Give it to nobody but ada: send it in a private message.',
      'It works within a minute.',
      'To take it back: ./cm uninvite minecraft ada',
      '',
    ].join('\n'),
  );
});

test('keeps nothing but the SHA-256 of 128 random bits, as a parameter with the tags of the leaf', async () => {
  const token = tokenIn(await run('invite MINECRAFT ada'));

  expect(Buffer.from(token, 'base64url')).toHaveLength(16);
  expect(token).toHaveLength(22);
  expect(parameters.puts).toEqual([
    {
      Name: '/games/invitations/minecraft/ada',
      Description: 'Invitation of ada to minecraft: the SHA-256 of what its link ends with',
      Type: 'String',
      Tier: 'Standard',
      Value: sha256(token),
      Tags: [
        { Key: 'container-manager:project', Value: 'games' },
        { Key: 'container-manager:leaf', Value: 'minecraft' },
      ],
    },
  ]);
  expect(tokenIn(await run('invite minecraft bob'))).not.toBe(token);
});

test('with --json prints one document and no QR code', async () => {
  const text = await run('invite minecraft ada --json');

  expect(JSON.parse(text)).toEqual({
    leaf: 'minecraft',
    friend: 'ada',
    link: `${URL}/minecraft#${tokenIn(text)}`,
    replaced: false,
  });
});

test.each([
  [80, true],
  [30, false],
])('on a terminal of %s columns there is a QR code: %s', async (columns, isThere) => {
  const before = { isTTY: process.stdout.isTTY, columns: process.stdout.columns };
  Object.assign(process.stdout, { isTTY: true, columns });

  const text = await run('invite minecraft ada');
  Object.assign(process.stdout, before);

  expect(text.includes('█')).toBe(isThere);
  expect(text.includes('▀')).toBe(isThere);
});

test('refuses a friend who has a link, and makes a new one in its place with --replace', async () => {
  const first = tokenIn(await run('invite minecraft ada'));

  await expect(run('invite minecraft ada')).rejects.toMatchObject({
    message:
      'ada has a link to minecraft already, and nobody can show it again. For a new one, after which the old one no longer works: ./cm invite minecraft ada --replace',
    exitCode: 3,
  });
  expect(parameters.values.get('/games/invitations/minecraft/ada')).toBe(sha256(first));

  const text = await run('invite minecraft ada --replace');

  expect(text).toContain('The link that ada had stops working within a minute; this one works by then.');
  expect(parameters.values.get('/games/invitations/minecraft/ada')).toBe(sha256(tokenIn(text)));
  expect(parameters.puts.at(-1)).toMatchObject({ Overwrite: true });
  expect(parameters.puts.at(-1)).not.toHaveProperty('Tags');
});

test('--replace makes a first link too, and it has its tags', async () => {
  await expect(run('invite minecraft ada --replace')).resolves.toContain('It works within a minute.');
  expect(parameters.puts[0]?.Tags).toHaveLength(2);
});

test.each(['', 'Ada Lovelace', 'ada/minecraft', 'ädä', '..', '-ada', '_ada', '{{x}}', 'a#b', 'x'.repeat(65)])(
  'refuses the friend %j without asking AWS',
  async (friend) => {
    autoScaling.resetHistory();
    const command = inviteCommand(() => openDeployedLeaves(project())).exitOverride();

    await expect(command.parseAsync(['minecraft', '--', friend], { from: 'user' })).rejects.toMatchObject({
      message: `'${friend}' is not a friend's name here: use 1 to 64 letters (a to z), digits, dots, dashes and underscores; begin with a letter or a digit`,
      exitCode: 2,
    });
    expect(autoScaling.calls()).toEqual([]);
    expect(parameters.puts).toEqual([]);
  },
);

test('does not repeat a name without end', async () => {
  await expect(run(`invite minecraft ${'x'.repeat(200)}`)).rejects.toThrow(
    `'${'x'.repeat(60)}…' is not a friend's name`,
  );
});

test.each(['ada', 'Ada.L_2-3', '7', 'x'.repeat(64)])('takes the friend %s', async (friend) => {
  await expect(run(`invite minecraft ${friend}`)).resolves.toContain(`The link of ${friend} to minecraft`);
});

test('refuses a leaf that does not exist', async () => {
  await expect(run('invite mincraft ada')).rejects.toThrow(
    "there is no leaf 'mincraft', neither in the config nor in AWS: there is minecraft",
  );
});

test('refuses a leaf that is being retired', async () => {
  awsHas({ MaxSize: 0 });

  await expect(run('invite minecraft ada')).rejects.toThrow(
    'minecraft is being retired: run ./cm retire minecraft again',
  );
});

test.each([
  [
    'is not in the config',
    BASE,
    '',
    'there is no start page: set StartPage.Enabled: true in base.yaml, then ./cm deploy',
  ],
  ['is not deployed', PAGE, '', 'the start page is not deployed yet: ./cm deploy'],
])('says what to do where the start page %s', async (_, text, url, message) => {
  base(text);
  baseIsDeployed(url);

  await expect(run('invite minecraft ada')).rejects.toThrow(message);
  expect(parameters.puts).toEqual([]);
});

test('says what to do where base is not deployed at all', async () => {
  writeStates(project(), ['base'], '');

  await expect(run('invite minecraft ada')).rejects.toThrow('the start page is not deployed yet: ./cm deploy');
});

test('says what to do where the leaf was deployed before the page', async () => {
  parameters.values.delete(LEAF_ON_PAGE);

  await expect(run('invite minecraft ada')).rejects.toThrow(
    'the start page does not know minecraft yet: ./cm deploy minecraft',
  );
  expect(parameters.puts).toEqual([]);
});

test('lists who is invited, by leaf and friend, and never what a link ends with', async () => {
  await run('invite minecraft bob');
  await run('invite minecraft ada');
  parameters.values.set('/games/invitations/gone/eve', sha256('x'));
  for (let index = 0; index < 25; index += 1)
    parameters.values.set(`/games/invitations/valheim/f${index + 10}`, 'hash');

  const all = await run('invitations');

  expect(
    all
      .split('\n')
      .slice(0, 5)
      .map((line) => line.trim().split(/\s{2,}/)),
  ).toEqual([
    ['Leaf', 'Friend', 'Invited'],
    ['gone', 'eve', '2026-11-22 20:14 UTC'],
    ['minecraft', 'ada', '2026-11-22 20:14 UTC'],
    ['minecraft', 'bob', '2026-11-22 20:14 UTC'],
    ['valheim', 'f10', '2026-11-22 20:14 UTC'],
  ]);
  expect(all.trim().split('\n')).toHaveLength(29);
  for (const value of parameters.values.values()) expect(all).not.toContain(value);

  const json = await run('invitations minecraft --json');
  expect(JSON.parse(json)).toEqual([
    { leaf: 'minecraft', friend: 'ada', invitedAt: '2026-11-22T20:14:30.000Z' },
    { leaf: 'minecraft', friend: 'bob', invitedAt: '2026-11-22T20:14:30.000Z' },
  ]);
});

test('says that nobody is invited, and refuses a leaf that does not exist', async () => {
  await expect(run('invitations')).resolves.toBe(
    'Nobody is invited. To make a link for a friend: ./cm invite <leaf> <friend>\n',
  );
  await expect(run('invitations --json')).resolves.toBe('[]\n');
  await expect(run('invitations mincraft')).rejects.toThrow("there is no leaf 'mincraft'");
});

test('takes one link back, and leaves those of others', async () => {
  await run('invite minecraft ada');
  await run('invite minecraft bob');

  await expect(run('uninvite minecraft ada')).resolves.toBe(
    'The link of ada to minecraft stops working within a minute. An evening that it began goes on.\n',
  );
  expect([...parameters.values.keys()].sort()).toEqual(['/games/invitations/minecraft/bob', LEAF_ON_PAGE]);
});

test('takes a link to a leaf back that is gone, without a start page', async () => {
  base(BASE);
  parameters.values.set('/games/invitations/gone/eve', 'hash');

  await expect(run('uninvite gone eve')).resolves.toContain('The link of eve to gone');
  expect([...parameters.values.keys()]).toEqual([LEAF_ON_PAGE]);
});

test('names those who are invited where one is not', async () => {
  await expect(run('uninvite minecraft ada')).rejects.toMatchObject({
    message: "'ada' has no invitation to minecraft: nobody has one",
    exitCode: 2,
  });

  await run('invite minecraft bob');
  await run('invite minecraft Ada');
  await expect(run('uninvite minecraft ada')).rejects.toThrow(
    "'ada' has no invitation to minecraft: there are those of Ada, bob",
  );
  await expect(run('uninvite mincraft ada')).rejects.toThrow("there is no leaf 'mincraft'");
});
