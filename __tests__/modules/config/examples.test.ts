import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { loadConfig } from '../../../modules/config/load-config';
import { BASE, load } from './support';

const EXAMPLES = resolve(__dirname, '../../../examples');
const names = readdirSync(join(EXAMPLES, 'leaves')).sort();

/** An example as the only leaf of a config, in an empty environment. */
function example(name: string) {
  const { config, warnings } = load({
    'config/base.yaml': `${BASE}AlertSubscription: { Email: admin@example.com }\n`,
    [`config/leaves/${name}`]: readFileSync(join(EXAMPLES, 'leaves', name), 'utf8'),
  });
  expect(config.leaves).toHaveLength(1);
  expect(warnings).toEqual([]);
  return config.leaves[0]!;
}

test('each of these games and services has an example', () => {
  expect(names).toEqual([
    'factorio.yaml',
    'minecraft-bedrock.yaml',
    'mumble.yaml',
    'palworld.yaml',
    'terraria.yaml',
    'valheim.yaml',
  ]);
});

describe.each(names)('%s', (name) => {
  test('loads without any environment variable, and keeps its data', () => {
    const leaf = example(name);

    expect(leaf.id).toBe(basename(name, '.yaml'));
    expect(leaf.volumes[0]).toMatchObject({ enableBackups: true, keepOnDelete: true });
  });

  test('pins the version of its image', () => {
    expect(example(name).container.image).toMatch(/:.*\d+[.]\d+/);
  });

  test('holds no password', () => {
    expect(Object.keys(example(name).container.environment).filter((key) => /pass/i.test(key))).toEqual([]);
  });
});

test('the quickstart needs no account, no domain and no environment variable', () => {
  const { config } = loadConfig({ projectFolder: resolve(EXAMPLES, '..'), env: { CONFIG_DIR: 'examples/quickstart' } });

  expect(config.base).toEqual({
    name: 'container-manager',
    region: 'us-east-1',
    maturity: 'prod',
    vpc: { maxAZs: 1 },
    backup: {},
    budget: {},
    startPage: { enabled: false },
    alertEmails: [],
  });
  expect(config.leaves).toHaveLength(1);
  expect(config.leaves[0]).toMatchObject({
    id: 'minecraft',
    instanceType: 'm7i-flex.large',
    container: { ports: [{ protocol: 'tcp', port: 25565 }], secrets: {} },
    query: { game: 'minecraft', protocol: 'minecraftvanilla', port: 25565, countsPlayers: true, loadingMinutes: 30 },
    volumes: [{ id: 'World', paths: [{ path: '/data', readOnly: false }] }],
  });
});

test.each([
  ['minecraft-bedrock.yaml', { game: 'mbe', protocol: 'minecraftbedrock', port: 19_132 }],
  ['mumble.yaml', { game: 'mumble', protocol: 'mumbleping', port: 64_738 }],
])('%s is asked who plays', (name, query) => {
  expect(example(name).query).toEqual({ ...query, countsPlayers: true, loadingMinutes: 30 });
});

test.each(['factorio.yaml', 'palworld.yaml', 'terraria.yaml', 'valheim.yaml'])(
  '%s has no Query, and says why',
  (name) => {
    expect(example(name).query).toBeUndefined();
    expect(readFileSync(join(EXAMPLES, 'leaves', name), 'utf8')).toMatch(/^# No Query: /m);
  },
);

test.each([
  ['palworld.yaml', 5_750],
  ['valheim.yaml', 400],
])('%s is stopped where its threshold is too low', (name, threshold) => {
  expect(example(name).watchdog).toMatchObject({ threshold, instanceLeftUp: { shouldStop: true } });
});

test('Valheim keeps and backs up its world, but not the game, which it can download again', () => {
  const { volumes, container } = example('valheim.yaml');

  expect(volumes).toEqual([
    { id: 'Config', enableBackups: true, keepOnDelete: true, paths: [{ path: '/config', readOnly: false }] },
    { id: 'Game', enableBackups: false, keepOnDelete: false, paths: [{ path: '/opt/valheim', readOnly: false }] },
  ]);
  expect(container.environment).toMatchObject({ BACKUPS: 'false', UPDATE_CRON: '', UPDATE_IF_IDLE: 'false' });
  expect(container.secrets).toEqual({ SERVER_PASS: '/valheim/password' });
});
