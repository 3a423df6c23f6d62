import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

import { type ProjectInEmulator } from '../deployed/project-in-emulator';
import { deployerAccessKey } from '../emulator/iam/deployers';

export interface ShellOptions {
  /** What a person types when the command asks. @default nothing */
  readonly answer?: string;
  /** Somebody has the permissions of the role that plans, as docs/ci.md says it. @default all permissions */
  readonly asPlanner?: boolean;
}

/**
 * Runs a command other than `./cm` in a shell in the project's folder.
 *
 * @returns the whole output, without colours
 * @throws Error with the output where the command fails
 */
export async function shell(
  { copy, emulator }: ProjectInEmulator,
  command: string,
  { answer = '', asPlanner = false }: ShellOptions = {},
): Promise<string> {
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: copy.folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    // no spinner
    env: { ...emulator.environment, ...(asPlanner && { AWS_ACCESS_KEY_ID: deployerAccessKey('plan') }), CI: 'true' },
  });
  child.stdin.end(answer);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail).on('close', done);
  });
  if (code !== 0) throw new Error(`${command} ended with exit code ${String(code)}:\n${output}`);
  return stripVTControlCharacters(output);
}
