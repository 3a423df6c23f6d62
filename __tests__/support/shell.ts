import { spawnSync } from 'node:child_process';

/** For tests that run the instances' scripts, which need Linux's own commands; skipped on other systems. */
export const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

/** bash's messages about a script's syntax; empty when it is valid. */
export function syntaxErrors(script: string): string {
  return spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr;
}

/** What shellcheck finds in a script; empty when it finds nothing, and when shellcheck is not installed. */
export function shellcheckFindings(script: string): string {
  const { error, stdout } = spawnSync('shellcheck', ['--shell=bash', '-'], { input: script, encoding: 'utf8' });
  return error === undefined ? stdout : '';
}
