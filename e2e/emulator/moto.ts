import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A moto server of our own. */
export interface Moto {
  /** E.g. `http://127.0.0.1:34551`. */
  readonly url: string;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

// moto chooses a free port
const ARGUMENTS = ['--host', '127.0.0.1', '--port', '0'];
const COMMANDS = [
  ['moto_server', ...ARGUMENTS],
  ['python3', '-m', 'moto.server', ...ARGUMENTS],
] as const;

/**
 * moto ends when its standard input does: so it never outlives us, not even when we are killed. It has a process group
 * of its own, since Ctrl-C must reach whoever cleans up, not the emulator under their hands.
 */
const SUPERVISED = 'exec 3<&0; (read _ <&3; kill $$ 2>/dev/null) & exec "$@" 3<&- </dev/null';

/**
 * Starts moto.
 *
 * @throws Error when it is not installed
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
      // later lines are the requests: read, so that moto can go on, and forgotten
      text = (text + chunk).slice(-4096);
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(text) ?? [];
      if (url !== undefined) resolve({ url, lastLine: '' });
    });
    // ends the supervision too, which holds the other end of the pipes
    child.once('exit', () => child.stdin?.end());
    child.once('close', () => {
      resolve({ lastLine: text.trim().split('\n').at(-1) ?? '' });
    });
  });
}

/**
 * A moto that runs already. What it holds is thrown away; it runs on when we go.
 *
 * @throws Error when it is none, or does not run
 */
export async function useMoto(url: string): Promise<Moto> {
  const moto = { url, stop: () => Promise.resolve() };
  await tell(moto, '/moto-api/reset');
  await withoutDocker(moto);
  return moto;
}

/** An event that reaches a function is taken as done: moto would run functions in containers. */
async function withoutDocker(moto: Moto): Promise<void> {
  await tell(moto, '/moto-api/config', JSON.stringify({ lambda: { use_docker: false } }));
}

async function tell(moto: Moto, path: string, body?: string): Promise<void> {
  try {
    const answer = await fetch(moto.url + path, { method: 'POST', ...(body !== undefined && { body }) });
    if (!answer.ok) throw new Error(`HTTP status ${answer.status}`);
  } catch (cause) {
    await moto.stop();
    throw new Error(`there is no moto at ${moto.url}: ${String(cause)}`, { cause });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}
