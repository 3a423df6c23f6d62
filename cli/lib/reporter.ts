import { createSpinner } from 'nanospinner';
import type { Colors } from 'picocolors/types';

import { colorsOn } from './colors';
import { isInOrder } from './in-order';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Tells a person what goes on: a spinner on a terminal, plain lines elsewhere. All on standard error. */
export interface Reporter {
  readonly colors: Colors;
  /** Runs long work under a title; `say` tells how it goes on. */
  during<T>(title: string, work: (say: (line: string) => void) => Promise<T>): Promise<T>;
  /** One line or several, at once. */
  say(text: string): void;
}

/** Standard output stays free for what a command answers, so that `--json` can be piped. */
export function createReporter(stream: NodeJS.WriteStream = process.stderr): Reporter {
  // a terminal that has no width (a container's, before it is told) would have nanospinner clear lines without end
  const interactive = stream.isTTY && stream.columns > 0 && process.env.CI === undefined;
  const say = (text: string) => void stream.write(`${text}\n`);
  return {
    colors: colorsOn(stream),
    say,
    during: interactive ? spinning(stream) : plainly(say),
  };
}

function spinning(stream: NodeJS.WriteStream): Reporter['during'] {
  return async (title, work) => {
    const spinner = createSpinner(title, { stream });
    const giveBack = guardSignals(() => spinner.start());
    try {
      const result = await work((line) => spinner.update({ text: `${title}: ${line}` }));
      spinner.success({ text: title });
      return result;
    } catch (error) {
      spinner.error({ text: title });
      throw error;
    } finally {
      giveBack();
    }
  };
}

/**
 * nanospinner ends this process on Ctrl-C, having shown the cursor again: not while Terraform is at work, which would
 * go on alone.
 *
 * @returns what removes the handlers
 */
function guardSignals(start: () => void): () => void {
  const known = SIGNALS.map((signal) => process.listeners(signal));
  start();
  const guards = SIGNALS.map((signal, index) => {
    const added = process.listeners(signal).filter((listener) => known[index]?.includes(listener) !== true);
    for (const listener of added) process.off(signal, listener);
    const guard = () => {
      if (!isInOrder()) for (const listener of added) listener(signal);
    };
    process.on(signal, guard);
    return { signal, guard };
  });
  return () => {
    for (const { signal, guard } of guards) process.off(signal, guard);
  };
}

function plainly(say: (text: string) => void): Reporter['during'] {
  return async (title, work) => {
    say(title);
    return work((line) => {
      say(`  ${line}`);
    });
  };
}
