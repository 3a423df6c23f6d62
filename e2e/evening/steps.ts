const MINUTE_MS = 60_000;

/** Declares a step. It gets a T, and fails after `minutes`. */
export type Step<T> = (name: string, run: (subject: T) => Promise<void>, minutes?: number) => void;

/**
 * Steps that build on one another: each is a test, and prints a line with the time since the first step began, and below it what
 * happened in it. After a step that fails the others fail at once.
 *
 * @param subject returns what the steps get; called when they run
 * @param happened what happened since its last call, in lines; called after each step
 */
export function steps<T>(subject: () => T, happened: (subject: T) => readonly string[] = () => []): Step<T> {
  const startedAt = Date.now();
  let failed: string | undefined;
  return (name, run, minutes = 1) => {
    test(
      name,
      async () => {
        if (failed !== undefined) throw new Error(`not run, since an earlier step failed: ${failed}`);
        failed = name;
        const stepStartedAt = Date.now();
        try {
          await run(subject());
          failed = undefined;
        } finally {
          const outcome = failed === undefined ? '' : ' FAILED';
          const seconds = ((Date.now() - stepStartedAt) / 1_000).toFixed(1);
          // not console.log: jest adds the place of the call to it
          process.stdout.write(
            [
              `${clock(stepStartedAt - startedAt)}  ${name} (${seconds} s)${outcome}\n`,
              ...happened(subject()).map((line) => `         ${line}\n`),
            ].join(''),
          );
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
