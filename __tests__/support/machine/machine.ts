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

/** What happened in an instance, from its boot until it had ended. */
export interface MachineLife {
  /** What ran and what ended, in this order: see stand-ins/. */
  readonly log: readonly string[];
  /** What happened while it booted, in this order. */
  readonly events: readonly BootEvent[];
  /** The lines that the units of the user data write to the system log. */
  readonly console: readonly string[];
}

export interface BootEvent {
  /** Since the kernel's start. */
  readonly seconds: number;
  /** E.g. `docker: begins`. */
  readonly text: string;
}

/** Part of the boot, e.g. `docker` or `mount Data` → the commands that it runs before it ends: see stand-ins/programs/before. */
export type BootHooks = Readonly<Record<string, string>>;

/**
 * Boots an instance, i.e. a real systemd with stand-ins for Docker, the ECS agent and the mounting of EFS, whose cloud-init runs
 * the script. When its container runs, shuts it down.
 */
export async function bootAndShutDown(userData: string, hooks: BootHooks = {}): Promise<MachineLife> {
  const machine = mkdtempSync(join(tmpdir(), 'machine-'));
  for (const folder of ['cgroups', 'root', 'shared', 'shared/before']) mkdirSync(join(machine, folder));
  writeFileSync(join(machine, 'shared/user-data'), userData);
  for (const [part, commands] of Object.entries(hooks)) writeFileSync(join(machine, 'shared/before', part), commands);
  const read = (file: string) => {
    const path = join(machine, 'shared', file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  const lines = (file: string) =>
    read(file)
      .split('\n')
      .filter((line) => line !== '');
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
        const files = ['user-data.log', 'log', 'events', 'console'].map((file) => `${file}:\n${read(file)}`);
        throw new Error(`no container runs: ${errors}\n${files.join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    boot.stdin.end('shut down\n');
    await ended;
    return { log: lines('log'), events: lines('events').map(bootEvent), console: lines('console') };
  } finally {
    // without the line, boot.sh ends with the end of its input, and kills the machine
    boot.stdin.end();
    await ended;
    rmSync(machine, { recursive: true });
  }
}

function bootEvent(line: string): BootEvent {
  const [seconds = '', ...words] = line.split(' ');
  return { seconds: Number(seconds), text: words.join(' ') };
}
