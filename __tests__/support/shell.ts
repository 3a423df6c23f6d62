import { spawnSync } from 'node:child_process';

/** Tests that run the instances' scripts, which use what comes with Linux: skipped elsewhere. */
export const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

/** The shell's own complaints about a script's syntax; empty when there are none. */
export function syntaxErrors(script: string): string {
  return spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr;
}

/** What shellcheck finds in a script; empty when it finds nothing, and where it is not installed. */
export function shellcheckFindings(script: string): string {
  const { error, stdout } = spawnSync('shellcheck', ['--shell=bash', '-'], { input: script, encoding: 'utf8' });
  return error === undefined ? stdout : '';
}
