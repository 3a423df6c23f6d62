/** 128 + 31: the highest that a signal gives. */
const LAST_SIGNAL_CODE = 159;

const MEANINGS: Readonly<Record<number, string>> = {
  0: 'ended by itself, without an error',
  1: 'the program ended with an error: see its log',
  2: 'often wrong arguments or settings',
  125: 'Docker could not run the container',
  126: 'the command is not executable, or not permitted',
  127: 'the command was not found in the image',
  130: 'interrupted (SIGINT)',
  134: 'aborted (SIGABRT) after an internal error',
  137: 'killed (SIGKILL), often because it ran out of memory or did not stop in time',
  139: 'memory error (SIGSEGV)',
  143: 'asked to stop (SIGTERM)',
};

/** What an exit code of a container usually means, e.g. `killed (SIGKILL), often because …` for 137. */
export function meaningOfExitCode(exitCode: number): string {
  const known = MEANINGS[exitCode];
  if (known !== undefined) return known;
  if (exitCode > 128 && exitCode <= LAST_SIGNAL_CODE) return `ended by signal ${exitCode - 128}`;
  return "the program's own code: see its documentation or log";
}
