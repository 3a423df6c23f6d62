import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const SCRIPT = 'modules/leaf/ecs-asg/host/mount-volumes.sh';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'mount-volumes-'));
  stub('systemd-escape', 'echo "${3//\\//-}.mount"');
  stub('sleep', `echo "sleep $*" >>${bin}/calls`);
});
afterEach(() => {
  rmSync(bin, { recursive: true });
});

const stub = (program: string, body: string) => {
  writeFileSync(join(bin, program), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
};
const run = (...args: string[]) => {
  const result = spawnSync('bash', [SCRIPT, ...args], {
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
  });
  return { ...result, calls: readFileSync(join(bin, 'calls'), 'utf8').trimEnd().split('\n') };
};

test('is valid shell without findings of shellcheck', () => {
  const script = readFileSync(SCRIPT, 'utf8');

  expect(syntaxErrors(script)).toBe('');
  expect(shellcheckFindings(script)).toBe('');
});

describeOnLinux('with stubs for systemd', () => {
  test('mounts each folder by starting its systemd unit', () => {
    stub('systemctl', `echo "systemctl $*" >>${bin}/calls`);

    const { status, stdout, calls } = run('5', '/mnt/efs/Config', '/mnt/efs/Data');

    expect(status).toBe(0);
    expect(calls).toEqual(['systemctl start -mnt-efs-Config.mount', 'systemctl start -mnt-efs-Data.mount']);
    expect(stdout).toBe('mount-volumes: /mnt/efs/Config is mounted\nmount-volumes: /mnt/efs/Data is mounted\n');
  });

  test('tries again every 5 seconds until the mount works', () => {
    stub('systemctl', `echo "systemctl $*" >>${bin}/calls; (($(wc -l <${bin}/calls) >= 5))`);

    const { status, calls } = run('60', '/mnt/efs/Data');

    expect(status).toBe(0);
    expect(calls).toEqual([
      'systemctl start -mnt-efs-Data.mount',
      'sleep 5',
      'systemctl start -mnt-efs-Data.mount',
      'sleep 5',
      'systemctl start -mnt-efs-Data.mount',
    ]);
  });

  test('fails when a folder is not mounted in time, and says why: no container starts', () => {
    stub('systemctl', `echo "systemctl $*" >>${bin}/calls; [[ $1 == status ]] && echo 'Failed to resolve'; exit 3`);

    const { status, stderr } = run('0', '/mnt/efs/Data', '/mnt/efs/Other');

    expect(status).toBe(1);
    expect(stderr).toBe(
      'Failed to resolve\nmount-volumes: /mnt/efs/Data could not be mounted within 0 seconds: no container starts here\n',
    );
  });
});
