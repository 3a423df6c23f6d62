import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

import { type ProjectInEmulator } from '../deployed/project-in-emulator';

/**
 * What a person types into a shell in the project's folder, other than `./cm`.
 *
 * @param answer what is typed when the command asks
 * @returns all that it said, without colours
 * @throws Error with what it said, where it fails
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
