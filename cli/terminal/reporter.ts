import { createSpinner, type Spinner } from 'nanospinner';
import type { Colors } from 'picocolors/types';

import { colorsOn } from './colors';
import { isInOrder } from './interrupts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Tells a person what goes on: a spinner on a terminal, plain lines elsewhere. All on standard error. */
export interface Reporter {
  readonly colors: Colors;
  /** Runs long work under a title; its `say` tells how it goes on, and on a terminal each line takes the last one's place. */
  during<T>(title: string, work: (say: (line: string) => void) => Promise<T>): Promise<T>;
  /** One line or several, at once. They stay, also where they are said during long work. */
  say(text: string): void;
}

/** Standard output stays free for what a command answers, so that `--json` can be piped. */
export function createReporter(stream: NodeJS.WriteStream = process.stderr): Reporter {
  return { colors: colorsOn(stream), ...(canSpin(stream) ? spinning(stream) : plain(stream)) };
}

function canSpin({ isTTY, columns }: NodeJS.WriteStream): boolean {
  // a terminal that has no width (a container's, before it is told) would have nanospinner clear lines without end, and
  // where the answer goes to a file or a pipe it draws nothing after the title
  return isTTY && columns > 0 && process.stdout.isTTY && process.env.CI === undefined;
}

function spinning(stream: NodeJS.WriteStream): Pick<Reporter, 'during' | 'say'> {
  let current: Spinner | undefined;
  return {
    say: (text) => {
      // what is spinning is drawn anew below
      current?.clear();
      stream.write(`${text}\n`);
    },
    during: async (title, work) => {
      const spinner = createSpinner(title, { stream });
      const giveBack = guardSignals(() => spinner.start());
      current = spinner;
      try {
        const result = await work((line) => spinner.update({ text: `${title}: ${line}` }));
        spinner.success({ text: title });
        return result;
      } catch (error) {
        spinner.error({ text: title });
        throw error;
      } finally {
        current = undefined;
        giveBack();
      }
    },
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

function plain(stream: NodeJS.WriteStream): Pick<Reporter, 'during' | 'say'> {
  const say = (text: string) => void stream.write(`${text}\n`);
  return {
    say,
    during: async (title, work) => {
      say(title);
      return work((line) => {
        say(`  ${line}`);
      });
    },
  };
}
