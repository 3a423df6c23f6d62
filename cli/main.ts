import { CommanderError } from 'commander';

import { colorsOn } from './lib/colors';
import { asCommandError, EXIT, type ExitCode } from './lib/errors';
import { cmProgram } from './program';

// whoever reads may have enough before we are done (`npx cm status | head -n 1`): no reason to stop in the middle
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function main(): Promise<ExitCode> {
  try {
    const program = cmProgram();
    // without a command commander calls that wrong use
    if (process.argv.length <= 2) program.outputHelp();
    else await program.parseAsync();
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
    const { message, exitCode } = asCommandError(error);
    console.error(colorsOn(process.stderr).red(message));
    return exitCode;
  }
}

void main().then((code) => (process.exitCode = code));
