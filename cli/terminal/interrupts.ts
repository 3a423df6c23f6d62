const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let current: AbortController | undefined;

/** Whether there is work at present that no Ctrl-C may end in the middle. */
export function isInOrder(): boolean {
  return current !== undefined;
}

/**
 * Runs work that no Ctrl-C may end in the middle, nor a terminal that is closed: Terraform ends what it is doing, a
 * question counts as no, nothing is begun after it, and what must be done at the end is done, e.g. to delete files that
 * hold values. Within such work it is a part of it.
 *
 * @param work gets a signal that is aborted by the first Ctrl-C; later ones do nothing
 */
export async function inOrder<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (current !== undefined) return work(current.signal);
  const controller = new AbortController();
  const end = () => {
    if (controller.signal.aborted) return;
    process.stderr.write('\nTerraform finishes what it is doing. Please wait.\n');
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
