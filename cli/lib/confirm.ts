import { confirm, input } from '@inquirer/prompts';

import { CommandError, EXIT } from './errors';

/**
 * Asks; no is the default.
 *
 * @param instead what to do where nobody can be asked, e.g. `add --yes`
 * @throws CommandError for no, and (wrong use) where there is no terminal
 */
export async function askYes(question: string, instead: string): Promise<void> {
  assertSomebody(instead);
  const isWanted = await confirm({ message: question, default: false }, { output: process.stderr });
  if (!isWanted) throw new CommandError('Nothing was changed.');
}

/**
 * Asks a person to type a name, since what follows cannot be undone.
 *
 * @throws CommandError for another answer, and (wrong use) where there is no terminal
 */
export async function askName(question: string, name: string, instead: string): Promise<void> {
  assertSomebody(instead);
  const answer = await input({ message: question }, { output: process.stderr });
  if (answer.trim() !== name) throw new CommandError(`That is not '${name}'. Nothing was changed.`);
}

function assertSomebody(instead: string): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new CommandError(`There is nobody to ask here. Nothing was changed. If you want it, ${instead}.`, {
    exitCode: EXIT.wrongUse,
  });
}
