import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BOOT_SECONDS = 120;

/** Why no machine can boot here; undefined when one can. */
export function whyNoMachine(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  if (!existsSync('/usr/lib/systemd/systemd')) return 'needs systemd: apt-get install systemd';
  const probe = 'mount -t cgroup2 cgroup2 /mnt && mount -t tmpfs tmpfs /mnt';
  const { status } = spawnSync('unshare', ['--mount', '--pid', '--net', '--cgroup', '--fork', 'sh', '-c', probe]);
  return status === 0 ? undefined : 'needs the right to make namespaces and to mount';
}

/**
 * Boots an instance, i.e. a real systemd with stand-ins for Docker, the ECS agent and the mounting of EFS, whose cloud-init runs
 * the script. When its container runs, shuts it down. Returns what its parts logged until it had ended: see stand-ins/.
 */
export async function bootAndShutDown(userData: string): Promise<string[]> {
  const machine = mkdtempSync(join(tmpdir(), 'machine-'));
  for (const folder of ['cgroups', 'root', 'shared']) mkdirSync(join(machine, folder));
  writeFileSync(join(machine, 'shared/user-data'), userData);
  const read = (file: string) => {
    const path = join(machine, 'shared', file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  // its mounts are private: they end with it, and nothing of them is in the folder that is deleted below
  const boot = spawn('unshare', ['--mount', '--propagation', 'private', join(__dirname, 'boot.sh'), machine]);
  let errors = '';
  boot.stderr.on('data', (data) => (errors += String(data)));
  const ended = new Promise<void>((resolve) =>
    boot.on('close', () => {
      resolve();
    }),
  );
  try {
    const deadline = Date.now() + BOOT_SECONDS * 1000;
    while (!read('log').includes('container: runs\n')) {
      if (boot.exitCode !== null || Date.now() > deadline) {
        throw new Error(`no container runs: ${errors}\n${read('user-data.log')}\n${read('log')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    boot.stdin.end('shut down\n');
    await ended;
    return read('log').trimEnd().split('\n');
  } finally {
    // without the line, boot.sh ends with the end of its input, and kills the machine
    boot.stdin.end();
    await ended;
    rmSync(machine, { recursive: true });
  }
}
