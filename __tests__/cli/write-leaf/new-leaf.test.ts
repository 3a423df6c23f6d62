import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createColors } from 'picocolors';

import { PROJECT_FOLDER } from '../../../cli/project/project';
import { newLeaf, newLeafList, type NewLeafProps } from '../../../cli/write-leaf/new-leaf';
import { loadConfig } from '../../../modules/config/load-config';
import { emptyProject } from '../support/workspace';

const project = emptyProject();
const path = (name: string) => join(project().folder, name);
const written = (name: string) => readFileSync(path(`config/leaves/${name}.yaml`), 'utf8');
const example = (file: string) => readFileSync(join(PROJECT_FOLDER, 'examples', file), 'utf8');

const { isTTY } = process.stdin;

beforeEach(() => {
  process.stdin.isTTY = false;
  cpSync(join(PROJECT_FOLDER, 'examples'), path('examples'), { recursive: true });
  mkdirSync(path('config'));
  writeFileSync(path('config/base.yaml'), 'Region: eu-central-1\n');
});

afterEach(() => {
  process.stdin.isTTY = isTTY;
});

/** What a person reads. */
async function run(props: Partial<NewLeafProps>): Promise<string[]> {
  const lines: string[] = [];
  await newLeaf(
    project(),
    { game: undefined, name: undefined, memory: undefined, ...props },
    {
      colors: createColors(false),
      say: (text) => lines.push(text),
      during: (_title, work) => work(() => undefined),
    },
  );
  return lines;
}

const leaves = () => loadConfig({ projectFolder: project().folder, env: {} }).config.leaves;

test('lists every example with a sentence', () => {
  expect(newLeafList(project()).split('\n')).toEqual([
    '  factorio           A Factorio server.',
    '  minecraft          A Minecraft Java server.',
    '  minecraft-bedrock  A Minecraft Bedrock server, for phones, consoles and Windows.',
    '  mumble             Not a game: a Mumble server for voice chat.',
    '  palworld           A Palworld server.',
    '  terraria           A Terraria server.',
    '  valheim            A Valheim server.',
  ]);
});

test('without a word about memory, copies an example as it is', async () => {
  expect(await run({ game: 'Valheim' })).toEqual([
    'Wrote config/leaves/valheim.yaml: A Valheim server. Its comments explain each choice.',
    'It needs a password in AWS: see the comment above Secrets.',
    'Next: look at the file, then ./cm deploy valheim',
  ]);
  expect(written('valheim')).toBe(example('leaves/valheim.yaml'));
});

test.each(['factorio', 'minecraft', 'minecraft-bedrock', 'mumble', 'palworld', 'terraria', 'valheim'])(
  '%s loads under another name and with more memory',
  async (game) => {
    await run({ game, name: 'Friends', memory: '20' });

    expect(leaves()).toMatchObject([{ id: 'friends', instanceType: 'm7i-flex.2xlarge' }]);
    expect(written('friends')).not.toMatch(/(: |--name )\/(mumble|palworld|terraria|valheim)\//);
    expect(written('friends')).toContain('Ec2:\n  # It leaves 28 GiB of memory for the container.\n  InstanceType');
  },
);

test("more memory is also Java's", async () => {
  await run({ game: 'minecraft', memory: '10' });

  expect(written('minecraft')).toContain("    # Java's memory: 13 of the 14 GiB that the container gets.");
  expect(written('minecraft')).toContain('    MEMORY: 13G\n');
});

test('secrets have the name of the leaf', async () => {
  await run({ game: 'mumble', name: 'talk' });

  expect(leaves()[0]?.container.secrets).toEqual({
    MUMBLE_CONFIG_SERVERPASSWORD: '/talk/password',
    MUMBLE_SUPERUSER_PASSWORD: '/talk/superuser-password',
  });
  expect(written('talk')).toContain('--name /talk/password --value');
});

test('without a config, copies base.yaml of the quickstart, and says what a fresh clone needs before it deploys', async () => {
  rmSync(path('config'), { recursive: true });

  expect(await run({ game: 'factorio' })).toEqual([
    'Wrote config/leaves/factorio.yaml: A Factorio server. Its comments explain each choice.',
    'Wrote config/base.yaml from the quickstart: set its Region.',
    'Next: look at both files. Run ./cm bootstrap once, which creates the bucket for the state, then ./cm deploy factorio',
  ]);

  expect(leaves()).toMatchObject([{ id: 'factorio' }]);
});

test.each([
  [{}, 'name a game, as in ./cm new minecraft. There are:\n  factorio '],
  [{ game: 'ark' }, "there is no example 'ark'. There are:\n  factorio "],
  [
    { game: 'factorio', memory: '58' },
    "'58' GiB of memory: use a number above 0, at most 57; for more, set Ec2.InstanceType in the file",
  ],
  [{ game: 'factorio', memory: 'much' }, "'much' GiB of memory: use a number above 0"],
  [{ game: 'factorio', memory: '0' }, "'0' GiB of memory: use a number above 0"],
  [{ game: 'factorio', name: 'base' }, 'a leaf cannot be named base: choose another --name'],
])('fails on %j, and writes nothing', async (props, message) => {
  await expect(run(props)).rejects.toThrow(message);
  await expect(run(props)).rejects.toMatchObject({ exitCode: 2 });
  expect(existsSync(path('config/leaves'))).toBe(false);
});

test('does not touch a leaf that exists', async () => {
  await run({ game: 'factorio' });
  await expect(run({ game: 'factorio', memory: '20' })).rejects.toThrow(
    'config/leaves/factorio.yaml exists: choose another --name',
  );
  expect(written('factorio')).toBe(example('leaves/factorio.yaml'));
});
