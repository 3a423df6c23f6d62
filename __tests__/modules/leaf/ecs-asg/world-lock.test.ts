import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeOnLinux, shellcheckFindings, syntaxErrors } from '../../../support/shell';

const SCRIPT = 'modules/leaf/ecs-asg/host/world-lock.sh';

/** An instance that runs the script, and everything that it has printed. */
class Instance {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly process: ChildProcess;

  constructor(limit: number, folders: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.process = spawn('bash', [SCRIPT, String(limit), ...folders], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.process.stdout?.on('data', (data) => (this.output += String(data)));
    this.process.stderr?.on('data', (data) => (this.output += String(data)));
    this.ended = new Promise((resolve) => this.process.on('close', resolve));
  }

  /** Resolves as soon as it has printed the text. */
  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`it ended without '${text}': ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.process.kill(signal);
    await this.ended;
  }
}

let folder: string;
let instances: Instance[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'world-lock-'));
  instances = [];
});
afterEach(async () => {
  await Promise.all(instances.map((instance) => instance.kill('SIGKILL')));
  rmSync(folder, { recursive: true });
});

const start = (limit: number, ...folders: string[]) => {
  const instance = new Instance(limit, folders);
  instances.push(instance);
  return instance;
};

test('is valid shell without findings of shellcheck', () => {
  const script = readFileSync(SCRIPT, 'utf8');

  expect(syntaxErrors(script)).toBe('');
  expect(shellcheckFindings(script)).toBe('');
});

describeOnLinux('with two instances', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'the second instance waits, and gets the lock when the first one ends by %s',
    async (signal) => {
      const first = start(5, folder);
      await first.says('holding');
      const second = start(30, folder);
      await second.says('waiting');

      expect(second.output).not.toContain('holding');
      await first.kill(signal);
      await second.says('holding');

      await second.says('step locked');

      expect(second.output.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, 'TIME')).toBe(
        `world-lock: another instance holds ${folder}/.container-manager.lock: waiting for it to end, 30 seconds at most\n` +
          `world-lock: holding ${folder}/.container-manager.lock\n` +
          'container-manager: step locked TIME\n',
      );
    },
  );

  test('fails when the first instance does not end in time, and says why: no container starts', async () => {
    const first = start(5, folder);
    await first.says('holding');
    const second = start(1, folder);

    expect(await second.ended).toBe(1);
    expect(second.output).toContain(
      `world-lock: another instance still holds ${folder}/.container-manager.lock after 1 seconds: no container starts here\n`,
    );
    expect(second.output).not.toContain('holding');
    expect(second.output).not.toContain('step');
  });

  test('says that it holds the locks only when it holds all of them', async () => {
    const runtime = join(folder, 'run');
    const [config, data] = [join(folder, 'Config'), join(folder, 'Data')];
    for (const path of [config, data, runtime]) mkdirSync(path);
    const first = start(5, data);
    await first.says('holding');
    const second = new Instance(30, [config, data], { RUNTIME_DIRECTORY: runtime });
    instances.push(second);
    await second.says('waiting');

    expect(existsSync(join(runtime, 'held'))).toBe(false);
    const released = Date.now();
    await first.kill('SIGTERM');
    await second.says('step locked');
    while (!existsSync(join(runtime, 'held'))) await new Promise((resolve) => setTimeout(resolve, 20));

    const [, time = ''] = /^container-manager: step locked (.*)$/m.exec(second.output) ?? [];
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    // whole seconds
    expect(Date.parse(time)).toBeGreaterThan(released - 1000);
    expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
  });

  test('locks all folders, and waits if another instance holds one of them', async () => {
    const [config, data] = [join(folder, 'Config'), join(folder, 'Data')];
    for (const path of [config, data]) mkdirSync(path);
    const first = start(5, data);
    await first.says('holding');
    const second = start(30, config, data);
    await second.says('waiting');
    const third = start(1, config);

    expect(await third.ended).toBe(1);
    await first.kill('SIGTERM');
    await second.says(`holding ${data}`);
  });

  test('instances with different worlds do not wait for each other', async () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    for (const path of [one, other]) mkdirSync(path);

    await start(1, one).says('holding');
    await start(1, other).says('holding');
  });

  test('fails when a folder does not exist', async () => {
    const instance = start(1, join(folder, 'missing'));

    expect(await instance.ended).toBe(1);
    expect(instance.output).toContain('No such file or directory');
  });
});
