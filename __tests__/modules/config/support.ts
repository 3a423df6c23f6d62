import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ConfigError } from '../../../modules/config/config-error';
import { loadConfig } from '../../../modules/config/load-config';

/** The least that base.yaml must hold. */
export const BASE = 'Region: eu-central-1\n';

/** The least that a leaf must hold. */
export const LEAF = `Ec2:
  InstanceType: m7i-flex.large
Container:
  Image: itzg/minecraft-server
  Ports:
    - TCP: 25565
Watchdog:
  Threshold: 1175
`;

export type Files = Readonly<Record<string, string | Uint8Array>>;
type Variables = Readonly<Record<string, string>>;

/** A project of its own with these files, by their paths; `use` gets its folder. */
export function withProject<Result>(files: Files, use: (projectFolder: string) => Result): Result {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'config-test-')));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a project with these files is configured to be. */
export function load(files: Files, env: Variables = {}) {
  return withProject(files, (projectFolder) => loadConfig({ projectFolder, env }));
}

/** What is wrong with a project with these files, one line each; empty when nothing is. */
export function problemsOf(files: Files, env: Variables = {}): string[] {
  try {
    load(files, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
}
