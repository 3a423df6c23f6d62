import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';

import { type Emulator, startEmulator } from '../emulator/emulator';
import { changesIn } from '../emulator/changes';
import { type CmRunOptions, ProjectCopy } from '../project-copy/project-copy';

let emulator: Emulator;
let project: ProjectCopy;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(() => emulator.stop());

beforeEach(() => {
  project = new ProjectCopy(emulator.environment);
});

afterEach(async () => {
  expect(changesIn(emulator.calls)).toEqual([]);
  await project.dispose();
});

async function failing(args: readonly string[], options?: CmRunOptions): Promise<[number | null, string]> {
  const { code, stdout, stderr } = await project.cm(args, options);
  expect(stdout).toBe('');
  // messages, not stack traces
  expect(stderr).not.toMatch(/^ +at /m);
  return [code, stderr];
}

test('prints the help where there is no command', async () => {
  const { code, stdout, stderr } = await project.cm([]);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage: ./cm <command>');
  for (const command of ['bootstrap', 'deploy']) expect(stdout).toContain(`\n  ${command} `);
});

test('prints no error when the reader of its output ends early', () => {
  const { stdout, stderr } = spawnSync('sh', ['-c', '"$0" cli/cm.cjs --help | true', process.execPath], {
    cwd: project.folder,
    encoding: 'utf8',
  });

  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
});

test.each([
  [['deplo'], "unknown command 'deplo'\n(Did you mean deploy?)"],
  [['deploy', '--force'], "unknown option '--force'"],
  [['deploy', '--allow-destroy'], 'argument missing'],
  [['deploy', 'terraria'], "there is no leaf 'terraria' in the config: it has minecraft"],
  [['retire', 'base'], 'base is not a leaf: ./cm destroy base --delete-data removes it'],
  [['destroy', 'minecraft'], 'add --delete-data if you want that, or run ./cm retire minecraft'],
  [['destroy', 'base'], 'destroy deletes the backup vault of base too: add --delete-data if you want that\n'],
  [['destroy', 'base', '--delete-data'], 'base is not deployed: there is nothing to destroy'],
])('exits with 2 on wrong use: %j', async (args, message) => {
  const [code, stderr] = await failing(args);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('says how to provide credentials where there are none', async () => {
  const environment = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };

  const [code, stderr] = await failing(['deploy'], { environment });

  expect(code).toBe(1);
  expect(stderr).toMatch(/could not authenticate with AWS \(.+\): set AWS_PROFILE, or AWS_ACCESS_KEY_ID/);
});

test('says so where AWS refuses the credentials', async () => {
  const end = emulator.fail({ service: 'sts', status: 403, code: 'ExpiredToken' });

  const [code, stderr] = await failing(['bootstrap', '--region', 'eu-central-1']);
  end();

  expect(code).toBe(1);
  expect(stderr).toMatch(/could not authenticate with AWS/);
});

test('says so where nothing serves AWS_ENDPOINT_URL', async () => {
  const [code, stderr] = await failing(['deploy'], { environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });

  expect(code).toBe(1);
  expect(stderr).toContain('AWS_ENDPOINT_URL is http://127.0.0.1:1, and nothing answers there: unset it');
  expect(stderr).not.toContain('AWS_PROFILE');
});

test('names a profile that does not exist', async () => {
  const environment = { AWS_PROFILE: 'gamse', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };

  const [code, stderr] = await failing(['deploy'], { environment });

  expect(code).toBe(1);
  expect(stderr).toContain("there is no profile 'gamse', which AWS_PROFILE names: /dev/null and /dev/null have none");
});

test.each(['check', 'deploy'])('%s finds what AWS does not have, before anything is created', async (command) => {
  project.write('config/base.yaml', 'Region: eu-central-1\n');
  project.write(
    'config/leaves/game.yaml',
    'Ec2: { InstanceType: m5.larg }\nContainer: { Image: a, Ports: [TCP: 1], Secrets: { A: /games/a } }\nWatchdog: { Threshold: 1 }\n',
  );

  const { code, stdout, stderr } = await project.cm([command]);

  expect(code).toBe(1);
  expect(command === 'check' ? stdout : stderr).toContain(
    "config/leaves/game.yaml:1:22 Ec2.InstanceType: 'm5.larg' is not an instance type of eu-central-1: did you mean m5.large?\n",
  );
  expect(command === 'check' ? stdout : stderr).toContain(
    'config/leaves/game.yaml:2:55 Container.Secrets.A: there is no SSM parameter /games/a in eu-central-1',
  );
});

test('says so where base.yaml has no Region', async () => {
  project.write('config/base.yaml', 'Name: ours\n');

  const [code, stderr] = await failing(['deploy']);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^config\/base[.]yaml:1:1 Region: /m);
});

test('says how to install Terraform where there is none', async () => {
  const [code, stderr] = await failing(['deploy'], { environment: { PATH: '/nowhere' } });

  expect(code).toBe(1);
  expect(stderr).toContain('install Terraform 1.10 or newer');
});

test('refuses a Terraform that is too old', async () => {
  project.write('old/terraform', `#!/bin/sh\necho '{"terraform_version":"1.9.8"}'\n`);
  chmodSync(project.path('old/terraform'), 0o755);

  const [code, stderr] = await failing(['deploy'], { environment: { PATH: project.path('old') } });

  expect(code).toBe(1);
  expect(stderr).toContain('Terraform 1.9.8 is too old: install 1.10 or newer');
});

test.each([
  ['deploy', 'the quickstart', undefined],
  ['deploy', 'a config', 'Region: eu-central-1\n'],
  ['plan', 'the quickstart', undefined],
  ['plan', 'a config', 'Region: eu-central-1\n'],
])(
  'in CI, %s of %s refuses to use a local state, which would be deleted with the machine',
  async (command, _, base) => {
    if (base !== undefined) project.write('config/base.yaml', base);
    const before = emulator.calls.length;

    const [code, stderr] = await failing([command], { environment: { CI: 'true' } });

    expect(code).toBe(1);
    expect(stderr).toContain('To create a bucket, run ./cm bootstrap on your computer and commit config/');
    expect(emulator.calls.slice(before)).toEqual([]);
    expect(['cdktf.out', 'plans'].filter((path) => project.exists(path))).toEqual([]);
  },
);

test('says so where the state bucket does not exist', async () => {
  project.write('config/base.yaml', 'Region: eu-central-1\nState: { Bucket: no-such-bucket }\n');

  const [code, stderr] = await failing(['deploy']);

  expect(code).toBe(1);
  expect(stderr).toContain('cannot read the states in s3://no-such-bucket');
  expect(stderr).toContain('run ./cm bootstrap');
});

test('does not let Terraform download a provider that a crafted state names', async () => {
  project.write('config/base.yaml', 'Region: eu-central-1\n');
  const evil = 'provider["registry.terraform.io/evil/thing"]';
  const resources = [{ mode: 'managed', type: 'evil_thing', name: 'it', provider: evil, instances: [] }];
  const state = { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'crafted', outputs: {}, resources };
  project.write('terraform.tfstate.d/base/terraform.tfstate', JSON.stringify(state));

  const [code, stderr] = await failing(['deploy']);

  expect(code).toBe(3);
  expect(stderr).toContain(`the state of base names the provider ${evil} (evil_thing.it), which is not ours`);
  for (const left of ['config/.terraform.lock.hcl', 'cdktf.out/stacks/base/.terraform']) {
    expect(project.exists(left)).toBe(false);
  }
});

test('installs no package of a provider but a locked one', async () => {
  project.write('config/base.yaml', 'Region: eu-central-1\n');
  const lockOf = (name: string, version: string) =>
    `provider "registry.terraform.io/hashicorp/${name}" {\n  version     = "${version}"\n  constraints = "${version}"\n` +
    `  hashes = [\n    "h1:${'A'.repeat(43)}=",\n  ]\n}\n`;
  const lock = `${lockOf('archive', '2.7.1')}\n${lockOf('aws', '5.100.0')}`;
  project.write('config/.terraform.lock.hcl', lock);

  const [code, stderr] = await failing(['deploy']);

  expect(code).toBe(1);
  expect(stderr).toContain('is not one that .terraform.lock.hcl in the config folder locks');
  expect(project.read('config/.terraform.lock.hcl')).toBe(lock);
});
