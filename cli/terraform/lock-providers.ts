import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { z } from 'zod';

import { LOCK_FILE } from '../../modules/config/config-folder';
import { CommandError, EXIT, InterruptedError } from '../terminal/errors';
import { isInCi } from '../../modules/config/in-ci';
import { runTerraform } from './process';
import type * as required from './required-providers';
import { type RequiredProviders } from './required-providers';

/** Of GitHub's runners, on which the workflows of this project deploy. */
const CI_PLATFORM = 'linux_amd64';

// cdktf takes half a second to load
const load = createRequire(__filename);

/** What a lock file locks, e.g. `registry.terraform.io/hashicorp/aws 5.100.0`. */
export interface LockedProviders {
  readonly providers: readonly string[];
  /** Platforms whose hashes could not be had, with the reason. They were not asked for by a person. */
  readonly missing: readonly string[];
}

/**
 * Writes a lock file before the first `terraform init`.
 *
 * @throws CommandError in CI, where it would be lost and lock nothing; when Terraform cannot get a provider
 */
export async function lockFirstProviders(file: string): Promise<void> {
  if (isInCi(process.env)) {
    throw new CommandError(
      `${relative('', file)} is missing, and CI is set: nothing would say which providers may run with these credentials. ` +
        'Run ./cm upgrade-providers on your computer and commit the file',
    );
  }
  await lockProviders(file);
}

/**
 * Locks the providers that this version of the project requires: version and hashes, signed by their makers. Hashes are for
 * this computer's platform, for CI's, and for those given. Hashes of the same version that the file already has stay in it.
 *
 * @param file path of the lock file; written only when everything that a person asked for is known
 * @param platforms more platforms, e.g. `darwin_arm64`
 * @throws CommandError when Terraform cannot get a provider
 */
export async function lockProviders(file: string, platforms: readonly string[] = []): Promise<LockedProviders> {
  const folder = mkdtempSync(join(tmpdir(), 'cm-providers-'));
  try {
    // a cast, since require has no types
    const { requiredProviders } = load('./required-providers') as typeof required;
    const needed = requiredProviders();
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: needed } }));
    const own = join(folder, LOCK_FILE);
    if (existsSync(file)) writeFileSync(own, stillRequired(readFileSync(file, 'utf8'), needed));
    const wanted = new Set([await thisPlatform(folder), ...platforms]);
    for (const platform of wanted) await lock(folder, platform);
    const missing = wanted.has(CI_PLATFORM) ? [] : await tryToLock(folder, CI_PLATFORM);
    copyFileSync(own, file);
    return { providers: lockedIn(readFileSync(file, 'utf8')), missing };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Not from the cache or mirror of the computer, which vouches only for what it has: from the registry, with signatures. */
async function lock(folder: string, platform: string): Promise<void> {
  const lines: string[] = [];
  const { code, errors } = await runTerraform(['providers', 'lock', '-no-color', `-platform=${platform}`], {
    folder,
    onLine: (line) => lines.push(line),
  });
  if (code === 0) return;
  throw new CommandError(`terraform providers lock for ${platform} failed:\n${(errors || lines.join('\n')).trim()}`);
}

async function tryToLock(folder: string, platform: string): Promise<string[]> {
  try {
    await lock(folder, platform);
    return [];
  } catch (error) {
    if (!(error instanceof CommandError) || error instanceof InterruptedError) throw error;
    return [error.message];
  }
}

/** E.g. `linux_amd64`, in Terraform's words. */
async function thisPlatform(folder: string): Promise<string> {
  const lines: string[] = [];
  await runTerraform(['version', '-json'], { folder, onLine: (line) => lines.push(line) });
  return z.object({ platform: z.string() }).parse(JSON.parse(lines.join('\n'))).platform;
}

/** Terraform refuses to lock another version than the file has already. */
function stillRequired(text: string, needed: RequiredProviders): string {
  const kept = Object.values(needed).map(({ source, version }) => {
    const address = source.includes('/') ? source : `hashicorp/${source}`;
    return `registry.terraform.io/${address} ${version}`;
  });
  const blocks = text.match(/^provider "[^"]+" \{$[^]*?^\}$/gm) ?? [];
  return blocks
    .filter((block) => kept.includes(lockedIn(block)[0] ?? ''))
    .map((block) => `${block}\n`)
    .join('\n');
}

function lockedIn(text: string): string[] {
  return [...text.matchAll(/^provider "([^"]+)" \{\s+version\s+= "([^"]+)"/gm)].map(
    ([, provider = '', version = '']) => `${provider} ${version}`,
  );
}

const PLATFORM = /^[a-z0-9]+_[a-z0-9]+$/;

/** @throws CommandError (wrong use) when it is not a platform in Terraform's words */
export function assertPlatform(platform: string): void {
  if (PLATFORM.test(platform)) return;
  throw new CommandError(`--platform ${platform}: write OS_ARCH, e.g. darwin_arm64, windows_amd64 or linux_arm64`, {
    exitCode: EXIT.wrongUse,
  });
}
