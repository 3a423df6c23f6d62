import { loadConfig } from '../../../modules/config/load-config';
import { loadConfigParts } from '../../../modules/config/config-parts';
import { BASE, type Files, LEAF, withProject } from './support';

const HALF = 'Ec2:\n';
const files = (more: Files = {}): Files => ({
  'config/base.yaml': BASE,
  'config/leaves/minecraft.yaml': LEAF,
  'config/leaves/valheim.yaml': HALF,
  ...more,
});
const load = (only: readonly string[] | undefined, more: Files = {}) =>
  withProject(files(more), (projectFolder) => loadConfig({ projectFolder, env: {}, only }));
const parts = (more: Files = {}) =>
  withProject(files(more), (projectFolder) => loadConfigParts({ projectFolder, env: {} }));

describe('loadConfig with the leaves that are needed', () => {
  test.each([
    ['half a YAML', HALF],
    ['an !ENV that is not set', LEAF.replace('itzg/minecraft-server', '!ENV ${NO_SUCH_VARIABLE}')],
    ['no YAML at all', '{'],
    ['an empty file', ''],
  ])('does not care for another leaf with %s', (_, valheim) => {
    const { config, leafIds } = load(['Minecraft'], { 'config/leaves/valheim.yaml': valheim });

    expect(config.leaves.map(({ id }) => id)).toEqual(['minecraft']);
    expect(leafIds).toEqual(['minecraft', 'valheim']);
  });

  test('leaves out others that are right', () => {
    const { config } = load(['minecraft'], { 'config/leaves/valheim.yaml': LEAF });

    expect(config.leaves.map(({ id }) => id)).toEqual(['minecraft']);
  });

  test.each([
    ['its own file', ['valheim'], {}, /^config\/leaves\/valheim[.]yaml:1:1 Ec2/m],
    ['base.yaml', ['minecraft'], { 'config/base.yaml': 'Name: games\n' }, /^config\/base[.]yaml:1:1 Region: /m],
    [
      'a file with its name that is not read',
      ['terraria'],
      { 'config/leaves/terraria.yml': LEAF },
      /^config\/leaves\/terraria[.]yml:1:1 is not read: rename it/m,
    ],
    [
      'a leaf with the same stack name',
      ['my.web'],
      { 'config/leaves/my.web.yaml': LEAF, 'config/leaves/my-web.yaml': LEAF },
      /has the same stack name, my-web, as/,
    ],
    [
      'another leaf that has its file system',
      ['minecraft'],
      {
        'config/leaves/minecraft.yaml': `${LEAF}Volumes: { World: { FileSystemId: fs-0123456789abcdef0, Paths: [{ Path: /data }] } }\n`,
        'config/leaves/valheim.yaml': `${HALF}Volumes: { World: { FileSystemId: fs-0123456789abcdef0, Paths: [{ Path: /data }] } }\n`,
      },
      /^config\/leaves\/valheim[.]yaml:\d+:\d+ Volumes[.]World[.]FileSystemId: fs-0123456789abcdef0 is already used by config\/leaves\/minecraft[.]yaml/m,
    ],
  ])('fails because of %s', (_, only, more: Files, message) => {
    expect(() => load(only, more)).toThrow(message);
  });

  test.each([
    ['a file of another leaf that is not read', { 'config/leaves/terraria.yml': LEAF }],
    ['a file beside the leaves', { 'config/leaves/README.txt': 'mine' }],
    ['two other leaves with one stack name', { 'config/leaves/my.web.yaml': LEAF, 'config/leaves/my-web.yaml': LEAF }],
  ])('does not fail because of %s', (_, more: Files) => {
    expect(load(['minecraft'], more).config.leaves.map(({ id }) => id)).toEqual(['minecraft']);
  });

  test.each<[string, Files]>([
    ['a wrong ending', { 'config/leaves/Terraria.yml': LEAF }],
    [
      'a wrong ending beside the right one',
      { 'config/leaves/terraria.yml': LEAF, 'config/leaves/terraria.yaml': LEAF },
    ],
    ['a wrong folder', { 'config/terraria.yaml': LEAF }],
  ])('counts a leaf whose file is not read because of %s: nobody should retire it', (_, more) => {
    expect(load(['minecraft'], more).leafIds).toEqual(['minecraft', 'terraria', 'valheim']);
    expect(parts(more)).toMatchObject({
      leaves: [{ id: 'minecraft' }, { id: 'valheim' }],
      unreadLeafIds: ['terraria'],
    });
  });

  test('does not count other files as leaves, but those in a folder with a wrong name', () => {
    const more = {
      'config/leaves/base.yml': BASE,
      'config/leaves/README.txt': 'mine',
      'config/leafs/terraria.yaml': LEAF,
    };

    expect(parts(more).unreadLeafIds).toEqual(['terraria']);
  });

  test('needs no leaf for base alone', () => {
    expect(load([]).config.leaves).toEqual([]);
  });

  test('by default needs all', () => {
    expect(() => load(undefined)).toThrow(/^config\/leaves\/valheim[.]yaml:1:1 Ec2/m);
  });
});

describe('loadConfigParts', () => {
  test('has what finds leaves, all leaves with a file, and what is wrong', () => {
    const { base, leaves, problems } = parts({
      'config/base.yaml':
        'Region: eu-central-1\nState: { Bucket: my-states }\nDomain: { Name: Example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }\n' +
        'AlertSubscription: { Email: [!ENV "${NO_SUCH_VARIABLE}"] }\n',
    });

    expect(base).toEqual({
      name: 'container-manager',
      region: 'eu-central-1',
      state: { bucket: 'my-states', region: 'eu-central-1' },
      domain: { name: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
    });
    expect(leaves).toEqual([
      { id: 'minecraft', ports: [{ protocol: 'tcp', port: 25565 }] },
      { id: 'valheim', ports: [] },
    ]);
    expect(new Set(problems.map(({ file }) => file))).toEqual(
      new Set(['config/base.yaml', 'config/leaves/valheim.yaml']),
    );
  });

  test('has how long the game of a leaf with a Query may load', () => {
    const { leaves } = parts({
      'config/leaves/minecraft.yaml': `${LEAF}Query: { Game: minecraft }\n`,
      'config/leaves/slow.yaml': `${LEAF}Query: { Game: minecraft, LoadingMinutes: 45 }\n`,
    });

    expect(leaves.map(({ id, loadingMinutes }) => [id, loadingMinutes])).toEqual([
      ['minecraft', 30],
      ['slow', 45],
      ['valheim', undefined],
    ]);
  });

  test('has no domain where half of it is wrong, and no state where its bucket is', () => {
    const { base } = parts({
      'config/base.yaml': 'Region: eu-central-1\nName: games\nState: { Bucket: X }\nDomain: { Name: example.com }\n',
    });

    expect(base).toEqual({ name: 'games', region: 'eu-central-1' });
  });

  test.each([
    ['no Region', 'Name: games\n', /^config\/base[.]yaml:1:1 Region: /m],
    ['a wrong Name', 'Region: eu-central-1\nName: 9games\n', /^config\/base[.]yaml:2:7 Name: /m],
    // with the default, commands would act on another project
    ['an unset Name', 'Region: eu-central-1\nName: !ENV ${NO_SUCH}\n', /^config\/base[.]yaml:2:12 Name: .*NO_SUCH/m],
    ['a misspelt Name', 'Region: eu-central-1\nNam: games\n', /^config\/base[.]yaml:2:1 Nam: .*did you mean Name/m],
    ['two Names', 'Region: eu-central-1\nName: games\nName: other\n', /^config\/base[.]yaml:3:1 Name: appears twice/m],
    ['no YAML', 'Region: [\n', /^config\/base[.]yaml:\d+:\d+ this is not valid YAML/m],
  ])('fails with the problems of base.yaml alone where it has %s', (_, base, message) => {
    expect(() => parts({ 'config/base.yaml': base })).toThrow(message);
    expect(() => parts({ 'config/base.yaml': base })).not.toThrow(/valheim/);
  });

  test('fails where there is no base.yaml', () => {
    const leafAlone = { 'config/leaves/minecraft.yaml': LEAF };

    expect(() => withProject(leafAlone, (projectFolder) => loadConfigParts({ projectFolder, env: {} }))).toThrow(
      /^config\/base[.]yaml:1:1 the file is missing/m,
    );
  });
});
