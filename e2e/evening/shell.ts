import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

import { type ProjectInEmulator } from '../deployed/project-in-emulator';

/**
 * Runs a command other than `./cm` in a shell in the project's folder.
 *
 * @param answer what a person types when the command asks
 * @returns the whole output, without colours
 * @throws Error with the output where the command fails
 */
export async function shell({ copy, emulator }: ProjectInEmulator, command: string, answer = ''): Promise<string> {
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: copy.folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    // no spinner
    env: { ...emulator.environment, CI: 'true' },
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
