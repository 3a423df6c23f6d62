import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const SCRIPT = 'modules/leaf/ecs-asg/host/await-lock.sh';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'await-lock-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test('is valid shell without findings of shellcheck', () => {
  const script = readFileSync(SCRIPT, 'utf8');

  expect(syntaxErrors(script)).toBe('');
  expect(shellcheckFindings(script)).toBe('');
});

/** Runs it where the unit has one state after the other, and after each `then` happens. */
const run = (states: readonly string[], then = '') => {
  writeFileSync(join(root, 'states'), states.map((state) => `${state}\n`).join(''));
  writeFileSync(
    join(root, 'systemctl'),
    `#!/bin/bash\necho "$*" >>${root}/calls; head -1 ${root}/states; sed -i 1d ${root}/states\n[[ -s ${root}/states ]] || { ${then || ':'}; }; exit 3\n`,
    { mode: 0o755 },
  );
  const script = readFileSync(SCRIPT, 'utf8').replaceAll('/run/world-lock/', `${root}/`).replace('sleep 0.2', 'true');
  writeFileSync(join(root, 'script'), script);
  const { status, stdout, stderr } = spawnSync('bash', [join(root, 'script')], {
    encoding: 'utf8',
    env: { PATH: `${root}:${process.env.PATH ?? ''}` },
  });
  return { status, stdout, stderr, calls: readFileSync(join(root, 'calls'), 'utf8').trimEnd().split('\n') };
};

describeOnLinux('with a stub for systemd', () => {
  test('waits while the unit mounts, waits for the lock or starts again, and ends when it holds the lock', () => {
    const states = ['activating', 'active', 'activating', 'active'];

    const { status, calls, stderr } = run(states, `touch ${root}/held`);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(calls).toEqual(states.map(() => 'is-active world-lock.service'));
  });

  test.each(['failed', 'inactive'])('fails when the unit is %s, and says why: no container starts', (state) => {
    writeFileSync(join(root, 'held'), '');

    const { status, stdout, stderr } = run([state]);

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`await-lock: world-lock.service is ${state}: no container starts here\n`);
  });
});
