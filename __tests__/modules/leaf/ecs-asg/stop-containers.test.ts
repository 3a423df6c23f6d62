import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const SCRIPT = 'modules/leaf/ecs-asg/host/stop-containers.sh';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'stop-containers-'));
});
afterEach(() => {
  rmSync(bin, { recursive: true });
});

/** Runs the script with a `docker` whose `docker ps` does what `ps` says, and returns the calls of `docker`. */
const run = (ps: string, stop = '') => {
  const body = `echo "$*" >>${bin}/calls\ncase $1 in ps) ${ps} ;; stop) ${stop || 'true'} ;; esac`;
  writeFileSync(join(bin, 'docker'), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  const result = spawnSync('bash', [SCRIPT, '120'], {
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
  });
  const calls = existsSync(join(bin, 'calls')) ? readFileSync(join(bin, 'calls'), 'utf8').trimEnd().split('\n') : [];
  return { ...result, calls };
};

test('is valid shell without findings of shellcheck', () => {
  const script = readFileSync(SCRIPT, 'utf8');

  expect(syntaxErrors(script)).toBe('');
  expect(shellcheckFindings(script)).toBe('');
});

describeOnLinux('with a stub for docker', () => {
  test('stops the containers of tasks at once, each with its whole time, and not the container of the ECS agent', () => {
    const { status, stdout, calls } = run(String.raw`printf 'a1\nb2\n'`);

    expect(status).toBe(0);
    // the agent's own container lacks the label
    expect(calls).toEqual(['ps --quiet --filter label=com.amazonaws.ecs.task-arn', 'stop -t 120 a1 b2']);
    expect(stdout).toBe('stop-containers: 2 to stop, 120 seconds at most\nstop-containers: stopped\n');
  });

  test('does nothing when no container runs', () => {
    const { status, stdout, calls } = run('true');

    expect(status).toBe(0);
    expect(calls).toHaveLength(1);
    expect(stdout).toBe('');
  });

  test.each([
    ['list', 'exit 1', ''],
    ['stop', 'echo a1', 'exit 1'],
  ])('fails when Docker cannot %s containers', (_, ps, stop) => {
    const { status, stdout } = run(ps, stop);

    expect(status).toBe(1);
    expect(stdout).not.toContain('stopped');
  });
});
