import { confirm, input, password, select } from '@inquirer/prompts';

import { CommandError, DeclinedError, EXIT } from './errors';
import { withoutInterruption } from './interrupts';
import { visible } from './visible';

const UNCHANGED = 'Nothing was changed.';
const UNANSWERED = ['ExitPromptError', 'AbortPromptError'];

interface TextQuestion {
  /** Absent: a person has to write something. */
  readonly fallback?: string;
  /** What is wrong with an answer; undefined when nothing is. */
  readonly problemOf: (answer: string) => string | undefined;
  /** How to answer without a terminal, e.g. `add --type`. */
  readonly instead: string;
}

interface PromptContext {
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Asks a question with yes or no. The default is no. Ctrl-C changes nothing either, but is a failure.
 *
 * @param instead how to confirm without a terminal, e.g. `add --yes`
 * @param unchanged what to say after a no
 * @throws DeclinedError when the answer is no; CommandError after Ctrl-C, and (wrong use) when there is no terminal
 */
export async function askYes(question: string, instead: string, unchanged = UNCHANGED): Promise<void> {
  assertTerminal(instead, unchanged);
  const isWanted = await answerOf((context) => confirm({ message: visible(question), default: false }, context));
  if (isWanted === false) throw new DeclinedError(unchanged);
  if (isWanted === undefined) throw new CommandError(unchanged);
}

/** Offers something that may be left. The default is no; without a terminal nobody is asked, and it is left. */
export async function offer(question: string): Promise<boolean> {
  if (!canAsk()) return false;
  return (await answerOf((context) => confirm({ message: visible(question), default: false }, context))) ?? false;
}

/**
 * Asks a person to type a name, since what follows cannot be undone.
 *
 * @param instead how to confirm without a terminal, e.g. `add --confirm minecraft`
 * @throws CommandError for another answer, and (wrong use) when there is no terminal
 */
export async function askName(question: string, name: string, instead: string): Promise<void> {
  assertTerminal(instead, UNCHANGED);
  const answer = await answerOf((context) => input({ message: visible(question) }, context));
  if (answer === undefined) throw new CommandError(UNCHANGED);
  if (answer.trim() !== name) throw new CommandError(`That is not '${name}'. ${UNCHANGED}`);
}

/**
 * Asks for a text. An empty answer is the default.
 *
 * @throws CommandError after Ctrl-C, and (wrong use) when there is no terminal
 */
export async function askText(question: string, { fallback, problemOf, instead }: TextQuestion): Promise<string> {
  if (!canAsk()) throw new CommandError(`No terminal to ask: ${instead}.`, { exitCode: EXIT.wrongUse });
  const answer = await answerOf((context) =>
    input(
      {
        message: visible(question),
        ...(fallback !== undefined && { default: fallback }),
        validate: (text) => problemOf(text.trim()) ?? true,
      },
      context,
    ),
  );
  if (answer === undefined) throw new CommandError(UNCHANGED);
  return answer.trim();
}

/**
 * Asks for a secret, which the terminal does not show.
 *
 * @throws CommandError after Ctrl-C or an empty answer, and (wrong use) when there is no terminal: a secret is no argument, which others on the computer see
 */
export async function askSecret(question: string): Promise<string> {
  if (!canAsk()) {
    throw new CommandError('No terminal to ask for a secret: run it on one.', { exitCode: EXIT.wrongUse });
  }
  const answer = await answerOf((context) => password({ message: visible(question), mask: false }, context));
  if (answer === undefined || answer.trim() === '') throw new CommandError(UNCHANGED);
  return answer.trim();
}

/**
 * Asks for one of a few values. Only on a terminal: see `canAsk`.
 *
 * @throws CommandError after Ctrl-C
 */
export async function askChoice(
  question: string,
  choices: readonly { readonly value: string; readonly name: string }[],
): Promise<string> {
  const answer = await answerOf((context) => select({ message: visible(question), choices }, context));
  if (answer === undefined) throw new CommandError(UNCHANGED);
  return answer;
}

/** Undefined when a person pressed Ctrl-C instead of answering, or closed the terminal. */
async function answerOf<T>(ask: (context: PromptContext) => Promise<T>): Promise<T | undefined> {
  try {
    return await withoutInterruption((signal) => ask({ output: process.stderr, signal }));
  } catch (error) {
    if (error instanceof Error && UNANSWERED.includes(error.name)) return undefined;
    throw error;
  }
}

function assertTerminal(instead: string, unchanged: string): void {
  if (canAsk()) return;
  throw new CommandError(`No terminal to ask for confirmation. ${unchanged} To confirm, ${instead}.`, {
    exitCode: EXIT.wrongUse,
  });
}

/** Whether there is a terminal on which a person can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}
