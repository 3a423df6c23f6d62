import { fork } from 'node:child_process';
import { join } from 'node:path';

/**
 * What a function reaches of the internet: `ADDRESS:PORT` → the port at 127.0.0.1 that answers in its place. Nothing else is
 * reachable: it must not ask whoever has in truth the address that the emulator gave an instance.
 */
export type Routes = ReadonlyMap<string, number>;

export interface FunctionRunProps {
  /** Absolute path of its unpacked archive. */
  readonly folder: string;
  /** Module and export, as `aws_lambda_function` has them: `index.handler`. */
  readonly handler: string;
  readonly event: unknown;
  /** The function's whole environment, as `aws_lambda_function` has it, with AWS_REGION and credentials. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** @default none: nothing of the internet is reached */
  readonly routes?: Routes;
  /** Called with each line when it comes. */
  readonly onLog?: (line: LogLine) => void;
}

export interface FunctionRun {
  /** What the handler returned. */
  readonly result: unknown;
  readonly log: readonly LogLine[];
}

/** A console call of the function. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** The call's first argument, which Lambda's JSON log format keeps as it is. */
  readonly message: unknown;
}

type Message = { readonly log: LogLine } | { readonly result: unknown } | { readonly error: Error };

/**
 * Runs a function once, as a cold start: in a new process that has only the given environment.
 *
 * @throws Error with the function's own message, from its cold start or its handler
 * @throws Error where it takes longer than its time limit, or ends without an answer
 */
export function runFunction({
  folder,
  handler,
  event,
  environment,
  timeoutSeconds,
  routes = new Map(),
  onLog,
}: FunctionRunProps): Promise<FunctionRun> {
  return new Promise((resolve, reject) => {
    const log: LogLine[] = [];
    const child = fork(join(__dirname, 'lambda-runtime.mjs'), {
      env: { PATH: process.env.PATH, ...environment },
      // without the loader of a parent that runs under tsx
      execArgv: ['--no-warnings'],
      // structured clones: errors stay errors, and undefined stays undefined
      serialization: 'advanced',
    });
    const limit = setTimeout(() => {
      reject(new Error(`${handler} took longer than ${timeoutSeconds} s`));
      child.kill('SIGKILL');
    }, timeoutSeconds * 1_000);
    child.on('message', (message: Message) => {
      if ('log' in message) {
        log.push(message.log);
        onLog?.(message.log);
      } else if ('error' in message) reject(message.error);
      else resolve({ result: message.result, log });
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(limit);
      // no effect where the caller has its answer already
      reject(new Error(`${handler} ended without an answer, exit code ${code ?? 'none'}`));
    });
    child.send({ folder, handler, event, routes });
  });
}
