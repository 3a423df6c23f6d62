import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { LOCAL_STATES_FOLDER, localStatePath } from '../../modules/aws/state-place';
import { findConfigFolder, lockFile } from '../../modules/config/config-folder';
import { ConfigError } from '../../modules/config/config-error';
import { type ConfigParts, loadConfigParts } from '../../modules/config/config-parts';
import { loadConfig, type LoadedConfig } from '../../modules/config/load-config';
import { ONLY } from '../../modules/config/only-argument';
import { CommandError } from '../terminal/errors';

/** The folder that these sources are in. */
export const PROJECT_FOLDER = resolve(__dirname, '../..');

/** Where a local state is kept after it was copied to the bucket. */
export function movedStateFile(localStateFile: string): string {
  return `${localStateFile}.moved`;
}

/** A folder with main.ts, config/ and cdktf.out/. It knows where files are on this computer, and never asks AWS. */
export class Project {
  /** @param folder absolute path; tests use a temporary one */
  constructor(readonly folder = PROJECT_FOLDER) {}

  /** Folder where Terraform runs: cdktf.out/stacks/<stack>. */
  stackFolder(stack: string): string {
    return resolve(this.folder, process.env.CDKTF_OUTDIR ?? 'cdktf.out', 'stacks', stack);
  }

  /**
   * Folder where Terraform removes a leaf: cdktf.out/removal/<stack>. It is as deep as the other, so that the path of a local
   * state is the same.
   */
  removalFolder(stack: string): string {
    return resolve(this.stackFolder(stack), '../../removal', stack);
  }

  /** File of the config folder that locks the providers, whether it exists or not. */
  lockFile(): string {
    return lockFile(findConfigFolder(this.folder, process.env).folder);
  }

  /** File of the local state of a stack, whether it exists or not. */
  localStateFile(stack: string): string {
    return join(this.folder, localStatePath(stack));
  }

  /** Names of the stacks that have a local state. */
  stacksWithLocalState(): string[] {
    const folder = join(this.folder, LOCAL_STATES_FOLDER);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(this.localStateFile(entry.name)))
      .map(({ name }) => name);
  }

  /** Files of local states that moved to the bucket, as `connectState` names them: they still hold every value. */
  movedStateFiles(): string[] {
    const folder = join(this.folder, LOCAL_STATES_FOLDER);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .map((stack) => movedStateFile(this.localStateFile(stack)))
      .filter((file) => existsSync(file))
      .sort();
  }

  /**
   * The checked config.
   *
   * @param only the leaves that are needed, by id or stack name; by default all
   * @throws CommandError with every problem of base.yaml and of the files of these leaves
   */
  readConfig(only?: readonly string[]): LoadedConfig {
    return explained(() => loadConfig({ projectFolder: this.folder, env: process.env, only }));
  }

  /**
   * What of the config finds leaves that are deployed.
   *
   * @throws CommandError with the problems of base.yaml where its Name or Region is wrong
   */
  readConfigParts(): ConfigParts {
    return explained(() => loadConfigParts({ projectFolder: this.folder, env: process.env }));
  }

  /**
   * Writes Terraform to cdktf.out, as `npm run synth` does, without its summary.
   *
   * @param only the leaves whose stacks are written beside base, by id or stack name; by default all
   * @throws CommandError with its error output when it fails
   */
  async synthesize(only?: readonly string[]): Promise<void> {
    const script = ['main.ts', ...(only === undefined ? [] : [ONLY, ...only])];
    const { code, errors } = await new Promise<{ code: number | null; errors: string }>((done, fail) => {
      const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), ...script], {
        cwd: this.folder,
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
}

function explained<T>(load: () => T): T {
  try {
    return load();
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new CommandError(cause.message, { cause });
  }
}
