import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { LOCAL_STATES_FOLDER, localStatePath } from '../../modules/aws/state-place';
import { ConfigError } from '../../modules/config/config-error';
import { loadConfig, type LoadedConfig } from '../../modules/config/load-config';
import { CommandError } from '../terminal/errors';

/** The folder that holds main.ts, config/ and cdktf.out/. */
export const PROJECT_FOLDER = resolve(__dirname, '../..');

/** cdktf.out/stacks/<stack>, where Terraform runs. */
export function stackFolder(stack: string): string {
  return resolve(PROJECT_FOLDER, process.env.CDKTF_OUTDIR ?? 'cdktf.out', 'stacks', stack);
}

/** cdktf.out/removal/<stack>, where Terraform removes a leaf. Beside the others: the path of a local state is the same. */
export function removalFolder(stack: string): string {
  return resolve(stackFolder(stack), '../../removal', stack);
}

/** The local state of a stack, whether it exists or not. */
export function localStateFile(stack: string): string {
  return join(PROJECT_FOLDER, localStatePath(stack));
}

/** Names of the stacks that have a local state. */
export function stacksWithLocalState(): string[] {
  const folder = join(PROJECT_FOLDER, LOCAL_STATES_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(localStateFile(entry.name)))
    .map(({ name }) => name);
}

/**
 * The checked config.
 *
 * @throws CommandError with every problem of every file
 */
export function readConfig(): LoadedConfig {
  try {
    return loadConfig({ projectFolder: PROJECT_FOLDER, env: process.env });
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new CommandError(cause.message, { cause });
  }
}

/**
 * Writes the Terraform of all stacks to cdktf.out, as `npm run synth` does, without its summary.
 *
 * @throws CommandError with what it said when it failed
 */
export async function synthesize(): Promise<void> {
  const { code, errors } = await new Promise<{ code: number | null; errors: string }>((done, fail) => {
    const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), 'main.ts'], {
      cwd: PROJECT_FOLDER,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', fail).on('close', (code) => {
      done({ code, errors });
    });
  });
  if (code !== 0) throw new CommandError(`synthesis failed:\n${errors.trim()}`);
}
