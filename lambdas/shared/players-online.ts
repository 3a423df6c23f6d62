import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

import { ASK_EVENT, type AskAnswer, type Players } from './ask-players';
import { fields } from './event-fields';

/** Who plays, or why nobody knows. */
export type PlayersNow = Players | { readonly unknown: string };

/** Nobody waits longer for a status. */
const LIMIT_MS = 1_500;
/** A game is asked no more often: a status that is shown again and again would keep it busy. */
const REMEMBERED_MS = 10_000;

/** The function's answer is none of `AskAnswer`. */
class WrongAnswerError extends Error {
  override readonly name = 'WrongAnswerError';
}

/** Asks the functions player-query of leaves who plays. */
export class PlayersOnline {
  private readonly asked = new Map<string, { readonly at: number; readonly answer: Promise<PlayersNow | undefined> }>();

  constructor(private readonly now = () => Date.now()) {}

  /**
   * Who plays on a leaf that has a Query. Never fails.
   *
   * @param client of the leaf's Region
   * @param functionName of its function player-query
   * @param limitMs how long it may take, 1.5 seconds at most
   * @returns undefined where the game answers, but does not count its players
   */
  of(client: LambdaClient, functionName: string, limitMs = LIMIT_MS): Promise<PlayersNow | undefined> {
    const known = this.asked.get(functionName);
    if (known !== undefined && this.now() - known.at < REMEMBERED_MS) return known.answer;
    const answer = ask(client, functionName, Math.min(limitMs, LIMIT_MS)).catch((error: unknown) => {
      // who had less time than a game may take has learned nothing of the game
      if (limitMs < LIMIT_MS && isTooLate(error)) this.asked.delete(functionName);
      return { unknown: reason(error) };
    });
    this.asked.set(functionName, { at: this.now(), answer });
    return answer;
  }
}

async function ask(client: LambdaClient, functionName: string, limitMs: number): Promise<PlayersNow | undefined> {
  const { Payload: payload, FunctionError: failure } = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(ASK_EVENT)) }),
    { abortSignal: AbortSignal.timeout(limitMs) },
  );
  if (failure !== undefined) return { unknown: 'the function player-query failed' };
  const { answered, players } = readAnswer(Buffer.from(payload ?? []).toString());
  return answered ? players : { unknown: 'the game does not answer' };
}

/** @throws WrongAnswerError */
function readAnswer(text: string): AskAnswer {
  const { answered, players } = fields(parsed(text));
  if (typeof answered !== 'boolean') throw new WrongAnswerError(text);
  return { answered, ...(players !== undefined && { players: readPlayers(players) }) };
}

function readPlayers(value: unknown): Players {
  const { online, max, names } = fields(value);
  const isRight = typeof online === 'number' && (max === undefined || typeof max === 'number') && isTexts(names);
  if (!isRight) throw new WrongAnswerError(JSON.stringify(value));
  return { online, ...(max !== undefined && { max }), names };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WrongAnswerError(text, { cause });
  }
}

function isTooLate(error: unknown): boolean {
  return error instanceof Error && ['AbortError', 'TimeoutError', 'TooLateError'].includes(error.name);
}

function reason(error: unknown): string {
  const name = error instanceof Error ? error.name : String(error);
  if (isTooLate(error)) return 'no answer in 1.5 s';
  if (error instanceof WrongAnswerError) return 'wrong answer';
  // AWS's name of an error fits a table, its sentences do not
  return name === 'AccessDeniedException' ? 'permission' : name;
}
