import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { problemLines } from '../../../modules/config/config-error';
import { readText } from '../../../modules/config/file-text';
import { loadConfig } from '../../../modules/config/load-config';
import { BASE, LEAF, load, withProject } from './support';

/** Somebody gets e-mails. */
const TOLD_BASE = `${BASE}AlertSubscription: { Email: admin@example.com }\n`;

const PROJECT = resolve(__dirname, '../../..');

describe('loadConfig', () => {
  test('fills in every default when only the required keys are given', () => {
    const { config } = load({ 'config/base.yaml': BASE, 'config/leaves/minecraft.yaml': LEAF });

    expect(config).toEqual({
      base: {
        name: 'container-manager',
        region: 'eu-central-1',
        maturity: 'prod',
        vpc: { maxAZs: 1 },
        backup: {},
        budget: {},
        startPage: { enabled: false },
        alertEmails: [],
      },
      leaves: [
        {
          id: 'minecraft',
          stackName: 'minecraft',
          instanceType: 'm7i-flex.large',
          container: {
            image: 'itzg/minecraft-server',
            ports: [{ protocol: 'tcp', port: 25565 }],
            environment: {},
            secrets: {},
            stopTimeoutSeconds: 120,
            capabilities: { add: [] },
            noNewPrivileges: false,
          },
          volumes: [],
          watchdog: {
            threshold: 1175,
            minutesWithoutConnections: 7,
            instanceLeftUp: { durationHours: 8, shouldStop: false },
            startupGraceMinutes: 5,
          },
          wake: { byDns: true },
          limit: {},
          alerts: {},
          alertEmails: [],
          dashboard: { enabled: true, intervalMinutes: 30, showContainerLogTimestamp: true },
        },
      ],
    });
  });

  test('uses the quickstart when there is no config folder, and says so', () => {
    const paths = ['examples/quickstart/base.yaml', 'examples/quickstart/leaves/minecraft.yaml'];
    // in a project of its own, since this one can have a config folder
    const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(PROJECT, path), 'utf8')]));
    withProject(files, (projectFolder) => {
      const { config, folder, usedQuickstart } = loadConfig({ projectFolder, env: {} });

      expect(usedQuickstart).toBe(true);
      expect(folder).toBe(join(projectFolder, 'examples/quickstart'));
      expect(config.base.domain).toBeUndefined();
      expect(config.leaves.map(({ id, instanceType }) => [id, instanceType])).toEqual([
        ['minecraft', 'm7i-flex.large'],
      ]);
    });
  });

  test('uses the config folder of the project', () => {
    withProject({ 'config/base.yaml': BASE, 'examples/quickstart/base.yaml': 'Region: us-east-1' }, (projectFolder) => {
      const { config, folder, usedQuickstart } = loadConfig({ projectFolder, env: {} });

      expect([config.base.region, folder, usedQuickstart]).toEqual([
        'eu-central-1',
        join(projectFolder, 'config'),
        false,
      ]);
    });
  });

  test.each(['other', './other/', ''])('uses the folder that CONFIG_DIR=%j names', (name) => {
    const { config, usedQuickstart } = load(
      { 'config/base.yaml': BASE, 'other/base.yaml': 'Region: us-west-2' },
      { CONFIG_DIR: name },
    );

    expect(config.base.region).toBe(name === '' ? 'eu-central-1' : 'us-west-2');
    expect(usedQuickstart).toBe(false);
  });

  test('warns of networks of AllowedCidrs from which nobody comes, or that another one contains', () => {
    const text = `  AllowedCidrs:
    - 1.2.3.0/24
    - 1.2.3.4/32
    - 192.168.1.5/32
    - 100.64.0.0/10
    - 203.0.113.9/32
    - 10.0.16.0/20
    - 10.0.0.0/8
    - 0.0.0.0/1
    - 8.8.8.8/32
Watchdog:`;
    const { warnings, config } = load({
      'config/base.yaml': TOLD_BASE,
      'config/leaves/mc.yaml': LEAF.replace('Watchdog:', text),
    });

    const nobody = (place: string, index: number, cidr: string) =>
      `config/leaves/mc.yaml:${place} Container.AllowedCidrs[${index}]: nobody on the internet has an address in ${cidr}: write the public address, which https://checkip.amazonaws.com shows`;
    const within = (place: string, index: number, inner: string, outer: string) =>
      `config/leaves/mc.yaml:${place} Container.AllowedCidrs[${index}]: ${inner} is within ${outer}, which is allowed too: remove one of the two`;
    expect(warnings).toEqual([
      within('8:7', 0, '1.2.3.0/24', '0.0.0.0/1'),
      within('9:7', 1, '1.2.3.4/32', '1.2.3.0/24'),
      nobody('10:7', 2, '192.168.1.5/32'),
      within('11:7', 3, '100.64.0.0/10', '0.0.0.0/1'),
      nobody('11:7', 3, '100.64.0.0/10'),
      nobody('12:7', 4, '203.0.113.9/32'),
      within('13:7', 5, '10.0.16.0/20', '10.0.0.0/8'),
      within('14:7', 6, '10.0.0.0/8', '0.0.0.0/1'),
      nobody('14:7', 6, '10.0.0.0/8'),
      within('16:7', 8, '8.8.8.8/32', '0.0.0.0/1'),
    ]);
    expect(config.leaves[0]?.container.allowedCidrs).toHaveLength(9);
  });

  test('warns of passwords in Environment and of secrets that may be the password itself, without repeating them', () => {
    const text = `  Environment:
    SERVER_PASS: hunter2
    RCON_PASSWORD: ''
    REQUIRE_PASSWORD: true
    CF_API_KEY: !ENV \${KEY}
    PASSES: 5
    ALERTS: https://hooks.slack.com/services/T0/B0/geheim
  Secrets:
    ADMIN_PASS: geheim123
    TOKEN: /mc/token
    OTHER: arn:aws:ssm:eu-central-1:123456789012:parameter/mc
Watchdog:`;
    const { warnings } = load(
      { 'config/base.yaml': TOLD_BASE, 'config/leaves/mc.yaml': LEAF.replace('Watchdog:', () => text) },
      { KEY: 's3cret' },
    );

    expect(warnings).toEqual([
      'config/leaves/mc.yaml:8:5 Container.Environment.SERVER_PASS: looks like a password, which plans, the state and the task definition would show: put it in Secrets',
      'config/leaves/mc.yaml:11:5 Container.Environment.CF_API_KEY: looks like a password, which plans, the state and the task definition would show: put it in Secrets',
      'config/leaves/mc.yaml:13:5 Container.Environment.ALERTS: looks like a password, which plans, the state and the task definition would show: put it in Secrets',
      'config/leaves/mc.yaml:15:17 Container.Secrets.ADMIN_PASS: is read as the name of an SSM parameter: if it is the password itself, store it as a parameter and write its name, such as /games/admin-pass',
    ]);
  });

  test('warns only of the leaves that are needed', () => {
    const suspicious = LEAF.replace('Watchdog:', () => '  Environment:\n    SERVER_PASS: geheim123\nWatchdog:');
    const files = {
      'config/base.yaml': TOLD_BASE,
      'config/leaves/mc.yaml': suspicious,
      'config/leaves/other.yaml': suspicious,
    };
    withProject(files, (projectFolder) => {
      expect(loadConfig({ projectFolder, env: {}, only: ['mc'] }).warnings).toEqual([
        expect.stringMatching(/^config\/leaves\/mc[.]yaml:8:5 Container[.]Environment[.]SERVER_PASS: /),
      ]);
    });
  });

  const nobodyIsTold = (file: string) =>
    `${file} AlertSubscription.Email: names nobody: nobody learns that a leaf is left up or that a function or a backup failed, and only a leaf's own AlertSubscription learns that it cannot start or crashed. Name an address`;

  test('warns of nothing else in the examples than that base names nobody', () => {
    expect(loadConfig({ projectFolder: PROJECT, env: { CONFIG_DIR: 'examples/quickstart' } }).warnings).toEqual([
      nobodyIsTold('examples/quickstart/base.yaml:1:1'),
    ]);
  });

  test.each([
    ['no key', BASE, '1:1'],
    ['no value', `${BASE}AlertSubscription:\n`, '2:1'],
    ['an empty list', `${BASE}AlertSubscription: []\n`, '2:20'],
    ['a variable that is not set', `${BASE}AlertSubscription:\n  Email: !ENV "\${ADMIN_EMAILS:}"\n`, '3:3'],
  ])('warns once that base names nobody: %s, also where a leaf names somebody', (_, base, place) => {
    const leaf = `${LEAF}AlertSubscription: { Email: players@example.com }\n`;
    const { warnings } = load({
      'config/base.yaml': base,
      'config/leaves/mc.yaml': leaf,
      'config/leaves/other.yaml': LEAF,
    });

    expect(warnings).toEqual([nobodyIsTold(`config/base.yaml:${place}`)]);
  });

  test('does not warn of it where base names somebody', () => {
    expect(load({ 'config/base.yaml': TOLD_BASE, 'config/leaves/mc.yaml': LEAF }).warnings).toEqual([]);
  });

  test('loads a config without leaves', () => {
    expect(load({ 'config/base.yaml': BASE }).config.leaves).toEqual([]);
  });

  test('names a leaf after its file, in lower case, and its stack with dashes instead of dots; sorts leaves by name', () => {
    const { config } = load({
      'config/base.yaml': BASE,
      'config/leaves/Valheim.yaml': LEAF,
      'config/leaves/Minecraft.Java.example.yaml': LEAF,
      'config/leaves/.gitkeep': '',
    });

    expect(config.leaves.map(({ id, stackName }) => [id, stackName])).toEqual([
      ['minecraft.java.example', 'minecraft-java-example'],
      ['valheim', 'valheim'],
    ]);
  });
});

describe('symbolic links', () => {
  const link = (projectFolder: string, name: string, target: string) => {
    symlinkSync(target, join(projectFolder, 'config/leaves', name));
  };

  test('to a leaf are read like the leaf; hidden ones, as editors make them, are not', () => {
    withProject({ 'config/base.yaml': BASE, 'mc.yaml': LEAF, 'config/leaves/.gitkeep': '' }, (projectFolder) => {
      link(projectFolder, 'minecraft.yaml', '../../mc.yaml');
      link(projectFolder, '.#minecraft.yaml', 'me@host.1234');

      expect(loadConfig({ projectFolder, env: {} }).config.leaves.map(({ id }) => id)).toEqual(['minecraft']);
    });
  });

  test('fails on links that lead nowhere or in a circle', () => {
    withProject({ 'config/base.yaml': BASE, 'config/leaves/.gitkeep': '' }, (projectFolder) => {
      link(projectFolder, 'gone.yaml', 'nowhere.yaml');
      link(projectFolder, 'round.yaml', 'round.yaml');

      expect(() => loadConfig({ projectFolder, env: {} })).toThrow(
        'config/leaves/gone.yaml:1:1 is a broken link: let it lead to a file, or remove it\n' +
          'config/leaves/round.yaml:1:1 is a broken link: let it lead to a file, or remove it',
      );
    });
  });
});

describe('readText', () => {
  test('returns why a file cannot be read, and does not throw', () => {
    withProject({ 'mc.yaml/a.txt': '' }, (projectFolder) => {
      expect(readText(join(projectFolder, 'mc.yaml'))).toEqual({
        text: '',
        flaw: { line: 1, column: 1, message: 'cannot be read: EISDIR: illegal operation on a directory' },
      });
      expect(readText(join(projectFolder, 'nowhere.yaml')).flaw?.message).toBe(
        'cannot be read: ENOENT: no such file or directory',
      );
    });
  });
});

test.each([
  ['base', ['Domain', 'HostedZoneId'], 'config/base.yaml:2:44 Domain.HostedZoneId: no'],
  // it is not written
  ['base', ['Domain', 'QueryLogGroup'], 'config/base.yaml:2:1 Domain.QueryLogGroup: no'],
  ['mc', ['Ec2', 'InstanceType'], 'config/leaves/mc.yaml:2:17 Ec2.InstanceType: no'],
  // a list of an earlier format, whose volumes have names of their paths
  ['mc', ['Volumes', 'Data', 'FileSystemId'], 'config/leaves/mc.yaml:11:19 Volumes.Data.FileSystemId: no'],
])('tells where the file of %s has %j, for a problem that somebody else finds', (id, path, line) => {
  const { problem } = load({
    'config/base.yaml': `${BASE}Domain: { Name: example.com, HostedZoneId: Z1 }\n`,
    'config/leaves/mc.yaml': `${LEAF}Volumes:\n  - Paths: [Path: /data]\n    FileSystemId: fs-01234567\n`,
  });

  expect(problemLines([problem(id, path, 'no')])).toEqual([line]);
});
