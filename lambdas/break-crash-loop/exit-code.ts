/** 128 + 31: the highest that a signal gives. */
const LAST_SIGNAL_CODE = 159;

const MEANINGS: Readonly<Record<number, string>> = {
  0: 'it ended by itself, without an error',
  1: 'the program gave up with an error: its log says more',
  2: 'the program was called in a wrong way, often with wrong arguments or settings',
  125: 'Docker could not run the container',
  126: "the container's command cannot be executed: not a program, or not permitted",
  127: "the container's command was not found in the image",
  130: 'interrupted (SIGINT)',
  134: 'the program aborted itself (SIGABRT) after an internal error',
  137: 'killed (SIGKILL): often out of memory, or it did not stop in time when asked to',
  139: 'the program crashed on a memory error (SIGSEGV)',
  143: 'asked to stop (SIGTERM)',
};

/** What an exit code of a container usually means, e.g. `killed (SIGKILL): often out of memory, …` for 137. */
export function meaningOfExitCode(exitCode: number): string {
  const known = MEANINGS[exitCode];
  if (known !== undefined) return known;
  if (exitCode > 128 && exitCode <= LAST_SIGNAL_CODE) return `ended by signal ${exitCode - 128}`;
  return "the program's own code: its documentation or log says more";
}
