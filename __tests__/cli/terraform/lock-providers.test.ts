import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { assertPlatform, lockFirstProviders, lockProviders } from '../../../cli/terraform/lock-providers';
import { Terraform } from '../../../cli/terraform/terraform';

const LOCK = `# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = "5.100.0"
}
`;

let folder: string;
let file: string;
let environment: jest.ReplaceProperty<typeof process.env>;

/** A Terraform that writes down how it was called and what it was asked for, and knows packages for some platforms. */
function terraform(platform: string, known: readonly string[]): void {
  const script = `#!/bin/sh
if [ "$1" = version ]; then echo '{"terraform_version":"1.11.4","platform":"${platform}"}'; exit; fi
echo "$*" >>'${folder}/calls'
if [ "$1" = init ]; then exit; fi
cp main.tf.json '${folder}/required.json'
case ' ${known.join(' ')} ' in *" \${4#-platform=} "*) ;; *) echo "no package for $4" >&2; exit 1 ;; esac
test -e .terraform.lock.hcl || cp '${folder}/lock' .terraform.lock.hcl
echo "# $4" >>.terraform.lock.hcl
`;
  writeFileSync(join(folder, 'terraform'), script);
  chmodSync(join(folder, 'terraform'), 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-lock-'));
  file = join(folder, 'config/.terraform.lock.hcl');
  mkdirSync(join(folder, 'config'));
  writeFileSync(join(folder, 'lock'), LOCK);
  const PATH = [folder, process.env.PATH].join(delimiter);
  environment = jest.replaceProperty(process, 'env', { ...process.env, PATH, TMPDIR: folder });
  delete process.env.CI;
  terraform('linux_amd64', ['linux_amd64', 'darwin_arm64']);
});

afterEach(() => {
  environment.restore();
  rmSync(folder, { recursive: true });
});

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

test('locks exactly the providers of our stacks, for this platform, and leaves nothing else behind', async () => {
  const before = readdirSync(folder);

  const { providers, missing } = await lockProviders(file);

  expect({ providers, missing }).toEqual({ providers: ['registry.terraform.io/hashicorp/aws 5.100.0'], missing: [] });
  expect(readFileSync(file, 'utf8')).toBe(`${LOCK}# -platform=linux_amd64\n`);
  expect(JSON.parse(readFileSync(join(folder, 'required.json'), 'utf8'))).toEqual({
    terraform: {
      required_providers: {
        aws: { source: 'aws', version: '5.100.0' },
        archive: { source: 'hashicorp/archive', version: '2.7.1' },
      },
    },
  });
  expect(readdirSync(folder).sort()).toEqual([...before, 'calls', 'required.json'].sort());
});

test('locks them for CI too, where this computer has another platform', async () => {
  terraform('darwin_arm64', ['linux_amd64', 'darwin_arm64']);

  await lockProviders(file);

  expect(readFileSync(file, 'utf8')).toBe(`${LOCK}# -platform=darwin_arm64\n# -platform=linux_amd64\n`);
});

test('says so where there is no package for CI, e.g. in a mirror, and locks the others', async () => {
  terraform('darwin_arm64', ['darwin_arm64']);

  const { missing } = await lockProviders(file);

  expect(missing).toEqual(['terraform providers lock for linux_amd64 failed:\nno package for -platform=linux_amd64']);
  expect(readFileSync(file, 'utf8')).toBe(`${LOCK}# -platform=darwin_arm64\n`);
});

test('adds a platform to what is locked', async () => {
  writeFileSync(file, LOCK);

  await lockProviders(file, ['darwin_arm64']);

  const block = LOCK.slice(LOCK.indexOf('provider')).trim();
  expect(readFileSync(file, 'utf8')).toBe(`${block}\n# -platform=linux_amd64\n# -platform=darwin_arm64\n`);
});

test('an upgrade forgets what is locked of other versions, and of providers that are not required', async () => {
  writeFileSync(file, `${LOCK.replaceAll('5.100.0', '5.99.0')}\n${LOCK.replace('hashicorp/aws', 'evil/thing')}`);

  await lockProviders(file);

  expect(readFileSync(file, 'utf8')).toBe('# -platform=linux_amd64\n');
});

test('fails without a package for a platform that a person named, and writes nothing', async () => {
  writeFileSync(file, LOCK);

  await expect(lockProviders(file, ['windows_arm'])).rejects.toThrow(
    'terraform providers lock for windows_arm failed:\nno package for -platform=windows_arm',
  );

  expect(readFileSync(file, 'utf8')).toBe(LOCK);
});

test('fails in CI where nothing is locked: any package would run with the role', async () => {
  process.env.CI = 'true';

  await expect(lockFirstProviders(file)).rejects.toThrow(
    /config\/\.terraform\.lock\.hcl is missing, and CI is set: .* Run \.\/cm upgrade-providers on your computer and commit/,
  );

  expect(existsSync(file)).toBe(false);
});

test.each(['darwin', 'linux-amd64', 'linux_amd64 -x', ''])('refuses the platform %j', (platform) => {
  expect(() => {
    assertPlatform(platform);
  }).toThrow(`--platform ${platform}: write OS_ARCH, e.g. darwin_arm64`);
});

describe('terraform init', () => {
  const init = async () => {
    const stack = join(folder, 'stack');
    mkdirSync(stack, { recursive: true });
    await new Terraform('minecraft', stack).init({ lockFile: file });
    return readFileSync(join(stack, '.terraform.lock.hcl'), 'utf8');
  };

  test('installs only what is locked, and does not change the lock', async () => {
    writeFileSync(file, LOCK);

    expect(await init()).toBe(LOCK);
    expect(calls()).toEqual(['init -input=false -no-color -lockfile=readonly']);
    expect(readFileSync(file, 'utf8')).toBe(LOCK);
  });

  test('forgets what was locked for the stack alone', async () => {
    writeFileSync(file, LOCK);
    mkdirSync(join(folder, 'stack'));
    writeFileSync(join(folder, 'stack/.terraform.lock.hcl'), 'provider "registry.terraform.io/evil/thing" {}');

    expect(await init()).toBe(LOCK);
  });

  test('locks the providers before it is run for the first time', async () => {
    expect(await init()).toBe(readFileSync(file, 'utf8'));
    expect(calls()).toEqual([
      'providers lock -no-color -platform=linux_amd64',
      'init -input=false -no-color -lockfile=readonly',
    ]);
  });
});
