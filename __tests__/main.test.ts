import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { PROJECT, projectFiles, topOf } from '../e2e/project-copy/project-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-main-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function synth(
  files?: Readonly<Record<string, string>>,
  words: readonly string[] = [],
  out = join(folder, 'cdktf.out'),
) {
  const config = join(folder, 'config');
  rmSync(config, { recursive: true, force: true });
  if (files) mkdirSync(join(config, 'leaves'), { recursive: true });
  for (const [file, text] of Object.entries(files ?? {})) writeFileSync(join(config, file), text);
  const env = { ...process.env, CDKTF_OUTDIR: out, CONFIG_DIR: files ? config : '' };
  const cwd = files ? PROJECT : projectWithoutConfig();
  // as npm run synth does
  return spawnSync(process.execPath, ['--require', 'tsx/cjs', 'main.ts', ...words], { cwd, encoding: 'utf8', env });
}

/** This project as somebody clones it, without the config/ of a person who deploys. */
function projectWithoutConfig(): string {
  const copy = join(folder, 'project');
  mkdirSync(copy);
  // copied, not linked: it looks for config/ in its own folder
  cpSync(join(PROJECT, 'main.ts'), join(copy, 'main.ts'));
  const names = new Set([...projectFiles().map(topOf), 'node_modules']);
  names.delete('main.ts');
  for (const name of names) symlinkSync(join(PROJECT, name), join(copy, name));
  return copy;
}

const BASE =
  'Region: eu-central-1\nState: { Bucket: my-states }\nDomain: { Name: Example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }\n';
const LEAF = `
Ec2: { InstanceType: m7g.large }
Container: { Image: nginx, Ports: [TCP: 80, udp: 90] }
Watchdog: { Threshold: 100 }
`;

test('without config/ synthesizes the quickstart and says so', () => {
  const { status, stdout } = synth();

  expect(status).toBe(0);
  expect(stdout).toContain('examples/quickstart');
  expect(stdout).toContain('25565/tcp');
});

/** Every file below a folder with its text. */
function filesIn(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** Where each stack keeps its state and what players connect to. */
function expectTable(text: string): void {
  const [head, base, leaf] = text.trim().split('\n');
  expect(head).toMatch(/^ ?Stack +Resources +State +Address$/);
  expect(base).toMatch(/^ ?base +\d+ +s3:\/\/my-states\/container-manager\/base\/terraform.tfstate$/);
  expect(leaf).toMatch(
    /^ ?my-web +\d+ +s3:\/\/my-states\/container-manager\/my-web\/terraform.tfstate +my\.web\.example\.com 80\/tcp 90\/udp$/,
  );
  // no colours outside of a terminal
  expect(text).not.toContain('\u001b');
}

test('shows the stacks; removes what was synthesized of a leaf once its file is gone, and nothing else; bad input removes nothing', () => {
  const at = (...path: string[]) => join(folder, 'cdktf.out', ...path);
  const kept = [
    // what Terraform keeps beside a stack
    at('stacks/my-web/.terraform.lock.hcl'),
    at('stacks/my-web/.terraform/terraform.tfstate'),
    // of ./cm retire
    at('removal/old/cdk.tf.json'),
    // where the state of a removed leaf is
    join(folder, 'terraform.tfstate.d/old/terraform.tfstate'),
  ];
  synth({ 'base.yaml': BASE, 'leaves/my.web.yaml': LEAF, 'leaves/old.yaml': LEAF });
  for (const file of [...kept, at('stacks/old/.terraform/terraform.tfstate')]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, file);
  }
  const before = filesIn(at());

  const bad = synth({ 'base.yaml': BASE, 'leaves/my.web.yaml': LEAF.replace('80', '70000') });

  expect(bad.status).toBe(1);
  expect(filesIn(at())).toEqual(before);
  expect(readdirSync(at('stacks')).sort()).toEqual(['base', 'my-web', 'old']);

  const good = synth({ 'base.yaml': BASE, 'leaves/my.web.yaml': LEAF });

  expect(good.status).toBe(0);
  expectTable(good.stdout);
  expect(readdirSync(at('stacks')).sort()).toEqual(['base', 'my-web']);
  for (const file of kept) expect(readFileSync(file, 'utf8')).toBe(file);
});

test('nobody else on this computer can read what is synthesized', () => {
  // what most systems have
  const before = process.umask(0o022);
  try {
    expect(synth({ 'base.yaml': BASE, 'leaves/web.yaml': LEAF }).status).toBe(0);
  } finally {
    process.umask(before);
  }

  const modes = readdirSync(join(folder, 'cdktf.out'), { recursive: true, withFileTypes: true }).map(
    (entry) =>
      `${entry.isDirectory() ? 'd' : '-'}${(statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8)}`,
  );
  expect(new Set(modes)).toEqual(new Set(['d700', '-600']));
  expect((statSync(join(folder, 'cdktf.out')).mode & 0o777).toString(8)).toBe('700');
});

test('a hostile file reaches neither the terminal nor the runner of a workflow as anything but text', () => {
  const files = {
    'base.yaml': BASE,
    'leaves/x\n::stop-commands::y\u001b[2J.txt': '',
    'leaves/web.yaml': LEAF.replace('nginx', '"a\\e]0;title\\a \\u202Eb"'),
  };

  const { status, stderr } = synth(files);

  expect(status).toBe(1);

  expect(stderr).not.toMatch(/[^\n -~…]|^\s*::/m);
  expect(stderr).toContain('/leaves/x\\n::stop-commands::y\\u001b[2J.txt:1:1 does not belong in leaves');
  expect(stderr).toContain("Container.Image: 'a\\u001b]0;title\\u0007 \\u202eb' is not allowed");
});

test('gives every stack the lock file of the config: whatever runs terraform init there installs the locked providers', () => {
  const { status } = synth({ 'base.yaml': BASE, 'leaves/web.yaml': LEAF, '.terraform.lock.hcl': '# locked' });

  expect(status).toBe(0);
  for (const stack of ['base', 'web']) {
    expect(readFileSync(join(folder, 'cdktf.out/stacks', stack, '.terraform.lock.hcl'), 'utf8')).toBe('# locked');
  }
});

test('fails on bad input with every problem at once and exit code 1, without a stack trace, and writes nothing', () => {
  const { status, stdout, stderr } = synth({
    'base.yaml': 'Region: eu-central-1\nMaturty: prod\n',
    'leaves/web.yaml': LEAF.replace('80', '70000'),
    'leaves/base.yaml': LEAF,
  });

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(stderr).toMatch(/base\.yaml:2:1 Maturty: .*Maturity/);
  expect(stderr).toMatch(/leaves\/web\.yaml:\d+:\d+ Container\.Ports\[0\].*70000/);
  expect(stderr).toMatch(/leaves\/base\.yaml:1:1 /);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(join(folder, 'cdktf.out'))).toBe(false);
});

test('with --only synthesizes base and the named leaves, and leaves the folders of all others as they are', () => {
  const at = (...path: string[]) => join(folder, 'cdktf.out/stacks', ...path);
  synth({ 'base.yaml': BASE, 'leaves/my.web.yaml': LEAF, 'leaves/old.yaml': LEAF });
  const before = readFileSync(at('old/cdk.tf.json'), 'utf8');
  rmSync(at('my-web'), { recursive: true });

  const { status, stderr } = synth({ 'base.yaml': BASE, 'leaves/my.web.yaml': LEAF, 'leaves/old.yaml': 'Ec2:\n' }, [
    '--only',
    'my-web',
  ]);

  expect(status).toBe(0);
  // of base.yaml alone: old.yaml, which is wrong, is not looked at
  expect(stderr).toMatch(/^Warning: \S+base[.]yaml:1:1 AlertSubscription[.]Email: names nobody: .*\n$/);
  expect(existsSync(at('my-web/cdk.tf.json'))).toBe(true);
  expect(readFileSync(at('old/cdk.tf.json'), 'utf8')).toBe(before);
});

test('says without a stack trace where it cannot write', () => {
  writeFileSync(join(folder, 'file'), '');

  const { status, stderr } = synth({ 'base.yaml': BASE }, [], join(folder, 'file/cdktf.out'));

  expect(status).toBe(1);
  expect(stderr).toMatch(/^ENOTDIR: not a directory, .*file\/cdktf[.]out.*: let your user write there[.] If sudo/);
  expect(stderr).not.toMatch(/^\s+at /m);
});
