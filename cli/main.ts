import { CommanderError } from 'commander';

import { colorsOn } from './terminal/colors';
import { asCommandError, EXIT, type ExitCode } from './terminal/errors';
import { ignoreGoneReaders } from './terminal/closed-output';
import { cmProgram } from './program';

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
    console.error(exitCode === EXIT.done ? message : colorsOn(process.stderr).red(message));
    return exitCode;
  }
}

void main().then((code) => (process.exitCode = code));
