import { createSpinner, type Spinner } from 'nanospinner';
import { type Colors } from 'picocolors/types';

import { duration } from '../../lambdas/shared/duration';
import { colorsOn } from './colors';
import { columnsOf } from './columns';
import { isUninterruptible } from './interrupts';
import { write } from './output';
import { visible } from './visible';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Shows progress: a spinner with the time that passed on a terminal, plain lines elsewhere. All of it on standard error. */
export interface Reporter {
  readonly colors: Colors;
  /** How wide the terminal is. @default there is none, or it does not say */
  readonly columns?: number | undefined;
  /** Runs long work under a title. Its `say` shows how far it is: on a terminal each line replaces the one before. */
  during<T>(title: string, work: (say: (line: string) => void) => Promise<T>): Promise<T>;
  /** Writes one or several lines at once. They stay, also those written during long work. */
  say(text: string): void;
}

/** @param stream standard error by default: standard output holds only a command's answer, so that `--json` can be piped */
export function createReporter(stream: NodeJS.WriteStream = process.stderr): Reporter {
  return {
    colors: colorsOn(stream),
    // a person can make it wider meanwhile
    get columns() {
      return columnsOf(stream);
    },
    ...(canSpin(stream) ? spinning(stream) : plain(stream)),
  };
}

function canSpin({ isTTY, columns }: NodeJS.WriteStream): boolean {
  // on a terminal without a width (a container's, until it is set) nanospinner clears lines without end, and when the
  // answer goes to a file or a pipe it draws nothing after the title
  return isTTY && columns > 0 && process.stdout.isTTY && process.env.CI === undefined;
}

function spinning(stream: NodeJS.WriteStream): Pick<Reporter, 'during' | 'say'> {
  let current: Spinner | undefined;
  return {
    say: (text) => {
      // the spinner redraws itself below
      current?.clear();
      write(stream, `${text}\n`);
    },
    during: async (title, work) => {
      // the spinner writes to the stream itself
      const shown = visible(title);
      const spinner = createSpinner(shown, { stream });
      const timed = withTime(shown);
      let said = '';
      const draw = () => {
        spinner.update({ text: `${timed()}${said}` });
      };
      const timer = setInterval(draw, SECOND_MS);
      const removeGuards = guardSignals(() => spinner.start());
      current = spinner;
      try {
        const result = await work((line) => {
          said = `: ${visible(line)}`;
          draw();
        });
        spinner.success({ text: timed() });
        return result;
      } catch (error) {
        spinner.error({ text: timed() });
        throw error;
      } finally {
        clearInterval(timer);
        current = undefined;
        removeGuards();
      }
    },
  };
}

const SECOND_MS = 1_000;

/** A title with the time that passed since now, e.g. `Planning base (1 min 12 s)`. */
function withTime(title: string): () => string {
  const startedAt = Date.now();
  return () => {
    const seconds = Math.floor((Date.now() - startedAt) / SECOND_MS);
    return seconds === 0 ? title : `${title} (${duration(seconds)})`;
  };
}

/**
 * nanospinner shows the cursor again and ends this process on Ctrl-C. Prevents that while Terraform works, which would go
 * on alone.
 *
 * @returns removes the handlers
 */
function guardSignals(start: () => void): () => void {
  const known = SIGNALS.map((signal) => process.listeners(signal));
  start();
  const guards = SIGNALS.map((signal, index) => {
    const added = process.listeners(signal).filter((listener) => known[index]?.includes(listener) !== true);
    for (const listener of added) process.off(signal, listener);
    const guard = () => {
      if (!isUninterruptible()) for (const listener of added) listener(signal);
    };
    process.on(signal, guard);
    return { signal, guard };
  });
  return () => {
    for (const { signal, guard } of guards) process.off(signal, guard);
  };
}

function plain(stream: NodeJS.WriteStream): Pick<Reporter, 'during' | 'say'> {
  const say = (text: string) => {
    write(stream, `${text}\n`);
  };
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
