import { resolve } from 'node:path';

import { CommanderError } from 'commander';

import { keepFilesPrivate } from '../modules/config/private-files';
import { colorsOn } from './terminal/colors';
import { asCommandError, EXIT, type ExitCode } from './terminal/errors';
import { ignoreGoneReaders } from './terminal/closed-output';
import { cmProgram } from './program';
import { printError } from './terminal/output';

keepFilesPrivate(resolve(__dirname, '..'), process.env);

for (const stream of [process.stdout, process.stderr]) ignoreGoneReaders(stream);

async function main(): Promise<ExitCode> {
  try {
    const program = cmProgram(process.argv[2]);
    // without a command commander calls that wrong use
    if (process.argv.length <= 2) program.outputHelp();
    else await program.parseAsync();
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
    const { message, exitCode } = asCommandError(error);
    printError(exitCode === EXIT.done ? message : colorsOn(process.stderr).red(message));
    return exitCode;
  }
}

void main()
  // a bug: Node.js would write the stack as it is, with the text that is in its message
  .catch((error: unknown) => {
    printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.failed;
  })
  .then((code) => (process.exitCode = code));
