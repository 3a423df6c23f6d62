import { meaningOfExitCode } from '../../../lambdas/break-crash-loop/exit-code';

test.each([
  [0, 'without an error'],
  [1, 'ended with an error'],
  [125, 'Docker could not run'],
  [126, 'not executable'],
  [127, 'not found in the image'],
  [130, 'SIGINT'],
  [134, 'SIGABRT'],
  [137, 'out of memory'],
  [139, 'SIGSEGV'],
  [143, 'SIGTERM'],
  [129, 'ended by signal 1'],
  [159, 'ended by signal 31'],
  [42, "the program's own code"],
  [128, "the program's own code"],
  [255, "the program's own code"],
])('says what exit code %d usually means', (exitCode, meaning) => {
  expect(meaningOfExitCode(exitCode)).toContain(meaning);
});
