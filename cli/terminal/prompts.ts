import { confirm, input } from '@inquirer/prompts';

import { CommandError, EXIT } from './errors';
import { inOrder } from './interrupts';

const UNCHANGED = 'Nothing was changed.';
const UNANSWERED = ['ExitPromptError', 'AbortPromptError'];

interface PromptContext {
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Asks; no is the default, and Ctrl-C is no.
 *
 * @param instead what to do where nobody can be asked, e.g. `add --yes`
 * @param unchanged what to say after a no
 * @throws CommandError for no, and (wrong use) where there is no terminal
 */
export async function askYes(question: string, instead: string, unchanged = UNCHANGED): Promise<void> {
  assertSomebody(instead, unchanged);
  const isWanted = await answerOf((context) => confirm({ message: question, default: false }, context));
  if (isWanted !== true) throw new CommandError(unchanged);
}

/**
 * Asks a person to type a name, since what follows cannot be undone.
 *
 * @throws CommandError for another answer, and (wrong use) where there is no terminal
 */
export async function askName(question: string, name: string, instead: string): Promise<void> {
  assertSomebody(instead, UNCHANGED);
  const answer = await answerOf((context) => input({ message: question }, context));
  if (answer === undefined) throw new CommandError(UNCHANGED);
  if (answer.trim() !== name) throw new CommandError(`That is not '${name}'. ${UNCHANGED}`);
}

/** Undefined where a person pressed Ctrl-C instead of answering, or closed the terminal. */
async function answerOf<T>(ask: (context: PromptContext) => Promise<T>): Promise<T | undefined> {
  try {
    return await inOrder((signal) => ask({ output: process.stderr, signal }));
  } catch (error) {
    if (error instanceof Error && UNANSWERED.includes(error.name)) return undefined;
    throw error;
  }
}

function assertSomebody(instead: string, unchanged: string): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new CommandError(`There is nobody to ask here. ${unchanged} If you want it, ${instead}.`, {
    exitCode: EXIT.wrongUse,
  });
}
