import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const SCRIPT = 'modules/leaf/ecs-asg/host/mount-volumes.sh';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'mount-volumes-'));
  // all on one line, like systemd's
  stub('systemd-escape', 'printf "%s.mount " "${@:3}" | tr / -; echo');
  stub('date', 'echo "$*"');
  stub('sleep', `echo "sleep $*" >>${bin}/calls`);
  stub('mount', `echo "mount $*" >>${bin}/calls`);
  stub('findmnt', 'echo rw,nosuid,nodev,noexec,relatime,nosymfollow');
});
afterEach(() => {
  rmSync(bin, { recursive: true });
});

const stub = (program: string, body: string) => {
  writeFileSync(join(bin, program), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
};
const remount = (folder: string) => `mount -o remount,bind,nosuid,nodev,noexec,nosymfollow ${folder}`;
/** The stub of date prints what it was asked. */
const MOUNTED = 'container-manager: step mounted --utc +%Y-%m-%dT%H:%M:%SZ\n';
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
  test('mounts the folders at the same time, by starting their systemd units, and says when they were mounted', () => {
    stub('systemctl', `echo "systemctl $*" >>${bin}/calls`);

    const { status, stdout, calls } = run('5', '/mnt/efs/Config', '/mnt/efs/Data');

    expect(status).toBe(0);
    expect(calls).toEqual([
      'systemctl start -mnt-efs-Config.mount -mnt-efs-Data.mount',
      remount('/mnt/efs/Config'),
      remount('/mnt/efs/Data'),
    ]);
    expect(stdout).toBe(
      `mount-volumes: /mnt/efs/Config is mounted\nmount-volumes: /mnt/efs/Data is mounted\n${MOUNTED}`,
    );
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
      remount('/mnt/efs/Data'),
    ]);
  });

  test.each([
    ['mount fails', 'mount', 'exit 32'],
    ['mount ignores the option', 'findmnt', 'echo rw,relatime'],
  ])('says so where the system cannot keep root from links: %s; the container starts', (_, program, body) => {
    stub('systemctl', `echo "systemctl $*" >>${bin}/calls`);
    stub('findmnt', 'echo rw,relatime');
    stub(program, body);

    const { status, stdout, stderr } = run('5', '/mnt/efs/Data');

    expect(status).toBe(0);
    expect(stdout).toBe(MOUNTED);
    expect(stderr).toBe(
      "mount-volumes: /mnt/efs/Data is mounted, but follows symbolic links: beware of the container's when you work there\n",
    );
  });

  test('fails when a folder is not mounted in time, and says why: no container starts', () => {
    stub('systemctl', `echo "systemctl $*" >>${bin}/calls; [[ $1 == status ]] && echo 'Failed to resolve'; exit 3`);

    const { status, stdout, stderr } = run('0', '/mnt/efs/Data', '/mnt/efs/Other');

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      'Failed to resolve\nmount-volumes: /mnt/efs/Data /mnt/efs/Other could not be mounted within 0 seconds: no container starts here\n',
    );
  });
});

/** Whether this machine lets a test mount in a namespace of its own. */
const canMount = () =>
  spawnSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
const describeWithMounts = process.platform === 'linux' && canMount() ? describe : describe.skip;

describeWithMounts('with a real mount (skipped where a test cannot mount)', () => {
  /** Plants a link and a program like a hacked container, runs `before`, then works there as root. */
  const work = (before: string) => {
    stub('systemctl', 'true');
    for (const program of ['mount', 'findmnt']) rmSync(join(bin, program));
    mkdirSync(join(bin, 'etc'));
    writeFileSync(join(bin, 'etc/passwd'), 'the host\n');
    const script = `
      mkdir ${bin}/volume && mount -t tmpfs tmpfs ${bin}/volume && cd ${bin}/volume && mkdir data
      ln -s ${bin}/etc/passwd data/level.dat
      ln -s ${bin}/etc data/world
      printf '#!/bin/sh\\necho "it runs"' >data/ls && chmod 755 data/ls
      ${before}
      echo planted >data/level.dat
      echo planted >data/world/shadow
      data/ls
      readlink data/level.dat`;
    const { stdout } = spawnSync('unshare', ['--map-root-user', '--mount', 'bash', '-c', script], {
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    const written = readFileSync(join(bin, 'etc/passwd'), 'utf8');
    return { stdout, written, folder: readdirSync(join(bin, 'etc')) };
  };

  test("root follows the container's links to the host, and runs its programs, without these options", () => {
    const { stdout, written, folder } = work('true');

    expect(written).toBe('planted\n');
    expect(folder).toEqual(['passwd', 'shadow']);
    expect(stdout).toContain('it runs\n');
  });

  test("root follows none of the container's links, and runs none of its programs", () => {
    const { stdout, written, folder } = work(`bash ${process.cwd()}/${SCRIPT} 5 ${bin}/volume; cd .`);

    expect(written).toBe('the host\n');
    expect(folder).toEqual(['passwd']);
    expect(stdout).toBe(`mount-volumes: ${bin}/volume is mounted\n${MOUNTED}${bin}/etc/passwd\n`);
  });
});
