import { printError } from './output';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let current: AbortController | undefined;

/** Whether work is under way that Ctrl-C must not end in the middle. */
export function isUninterruptible(): boolean {
  return current !== undefined;
}

/**
 * Runs work that neither Ctrl-C nor a closed terminal ends in the middle: Terraform finishes what it is doing, an open
 * question counts as answered with no, no further step begins, and cleanup still runs (e.g. files that hold values are
 * deleted). A call within such work joins it.
 *
 * @param work gets a signal that the first Ctrl-C aborts; later ones do nothing
 */
export async function withoutInterruption<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (current !== undefined) return work(current.signal);
  const controller = new AbortController();
  const end = () => {
    if (controller.signal.aborted) return;
    printError('\nTerraform finishes what it is doing. Please wait.');
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  current = controller;
  try {
    return await work(controller.signal);
  } finally {
    current = undefined;
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

/** What a shell expects of a process that Ctrl-C ended: 128 and the number of the signal. */
const ENDED_BY_SIGINT = 130;

/** Says what goes on without this process, when Ctrl-C ends it during work. */
export async function tellingOnInterrupt<T>(text: string, work: () => Promise<T>): Promise<T> {
  const tell = () => {
    printError(`\n${text}`);
    // after the other handlers: a spinner shows the cursor again
    setImmediate(() => process.exit(ENDED_BY_SIGINT));
  };
  // before the handler of a spinner, which ends this process
  process.prependListener('SIGINT', tell);
  try {
    return await work();
  } finally {
    process.off('SIGINT', tell);
  }
}
