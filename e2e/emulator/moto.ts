import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A moto server. */
export interface Moto {
  /** E.g. `http://127.0.0.1:34551`. */
  readonly url: string;
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>;
}

// moto chooses a free port
const ARGUMENTS = ['--host', '127.0.0.1', '--port', '0'];
const COMMANDS = [
  ['moto_server', ...ARGUMENTS],
  ['python3', '-m', 'moto.server', ...ARGUMENTS],
] as const;

/**
 * moto ends when its standard input is closed: so it never runs longer than this process, not even when that is killed. It
 * has a process group of its own, so that Ctrl-C does not end it while commands still need it to clean up.
 */
const SUPERVISED = 'exec 3<&0; (read _ <&3; kill $$ 2>/dev/null) & exec "$@" 3<&- </dev/null';

/**
 * Starts moto.
 *
 * @throws Error where it is not installed
 */
export async function startMoto(): Promise<Moto> {
  const failures: string[] = [];
  for (const command of COMMANDS) {
    const child = spawn('/bin/sh', ['-c', SUPERVISED, 'sh', ...command], {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
      env: process.env,
    });
    const result = await untilListening(child);
    if (result.url !== undefined) {
      const moto = { url: result.url, stop: () => stop(child) };
      await withoutDocker(moto);
      return moto;
    }
    failures.push(result.lastLine);
  }
  throw new Error(
    `the AWS emulator moto does not start (${failures.join('; ')}): install it with python3 -m pip install 'moto[server]'`,
  );
}

async function untilListening(child: ReturnType<typeof spawn>): Promise<{ url?: string; lastLine: string }> {
  return new Promise((resolve) => {
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      // later lines are requests: read them, or moto would block
      text = (text + chunk).slice(-4096);
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(text) ?? [];
      if (url !== undefined) resolve({ url, lastLine: '' });
    });
    // ends the supervising shell too, which holds the other end of the pipes
    child.once('exit', () => child.stdin?.end());
    child.once('close', () => {
      resolve({ lastLine: text.trim().split('\n').at(-1) ?? '' });
    });
  });
}

/** moto would run functions in containers. Without Docker it accepts an event for a function and does nothing. */
async function withoutDocker(moto: Moto): Promise<void> {
  const body = JSON.stringify({ lambda: { use_docker: false } });
  const { ok, status } = await fetch(`${moto.url}/moto-api/config`, { method: 'POST', body });
  if (ok) return;
  await moto.stop();
  throw new Error(`moto does not take its configuration: HTTP status ${status}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}
