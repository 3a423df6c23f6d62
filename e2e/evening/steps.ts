const MINUTE_MS = 60_000;

/** Declares a step of a story about a T; `minutes` is what it may take at most. */
export type Step<T> = (name: string, run: (subject: T) => Promise<void>, minutes?: number) => void;

/**
 * Steps of one story, in order: each is a test, needs those before it, and is told in one line with the time since the
 * first. After one that fails the others fail at once.
 *
 * @param subject what the steps get; it is asked for when they run
 */
export function steps<T>(subject: () => T): Step<T> {
  const startedAt = Date.now();
  let failed: string | undefined;
  return (name, run, minutes = 1) => {
    test(
      name,
      async () => {
        if (failed !== undefined) throw new Error(`not reached, since this failed: ${failed}`);
        failed = name;
        const stepStartedAt = Date.now();
        try {
          await run(subject());
          failed = undefined;
        } finally {
          const outcome = failed === undefined ? '' : ' FAILED';
          const seconds = ((Date.now() - stepStartedAt) / 1_000).toFixed(1);
          // not console.log, to which jest adds where it was called
          process.stdout.write(`${clock(stepStartedAt - startedAt)}  ${name} (${seconds} s)${outcome}\n`);
        }
      },
      minutes * MINUTE_MS,
    );
  };
}

/** `3:05` */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`;
}
