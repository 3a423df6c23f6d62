import { InvokeCommand } from '@aws-sdk/client-lambda';
import { z } from 'zod';

import { ASK_EVENT, type Players } from '../../lambdas/player-query/contract';
import { type LeafContext } from './deployed-leaves';

/** Who plays, or why nobody knows. */
export type PlayersNow = Players | { readonly unknown: string };

type Leaf = Pick<LeafContext, 'clients' | 'names'>;

/** Nobody waits longer for a status. */
const LIMIT_MS = 1_500;
/** A leaf is asked no more often: a status that is shown again and again would keep the game busy. */
const REMEMBERED_MS = 10_000;

/** `AskAnswer` */
const Answer = z.object({
  answered: z.boolean(),
  players: z.object({ online: z.number(), max: z.number().exactOptional(), names: z.array(z.string()) }).optional(),
});

/** Asks the function player-query of leaves who plays. */
export class PlayersOnline {
  private readonly asked = new Map<string, { readonly at: number; readonly answer: Promise<PlayersNow | undefined> }>();

  constructor(private readonly now = () => Date.now()) {}

  /**
   * Who plays on a leaf that has a Query. Takes at most 1.5 seconds, and never fails.
   *
   * @returns undefined where the game answers, but does not count its players
   */
  of(leaf: Leaf): Promise<PlayersNow | undefined> {
    const name = leaf.names.playerQueryFunction;
    const known = this.asked.get(name);
    if (known !== undefined && this.now() - known.at < REMEMBERED_MS) return known.answer;
    const answer = ask(leaf).catch((error: unknown) => ({ unknown: reason(error) }));
    this.asked.set(name, { at: this.now(), answer });
    return answer;
  }
}

async function ask({ clients, names }: Leaf): Promise<PlayersNow | undefined> {
  const { Payload: payload, FunctionError: failure } = await clients.lambda.send(
    new InvokeCommand({
      FunctionName: names.playerQueryFunction,
      Payload: Buffer.from(JSON.stringify(ASK_EVENT)),
    }),
    { abortSignal: AbortSignal.timeout(LIMIT_MS) },
  );
  if (failure !== undefined) return { unknown: 'the function player-query failed' };
  const { answered, players } = Answer.parse(JSON.parse(Buffer.from(payload ?? []).toString()));
  return answered ? players : { unknown: 'the game does not answer' };
}

function reason(error: unknown): string {
  const name = error instanceof Error ? error.name : String(error);
  if (name === 'AbortError' || name === 'TimeoutError') return 'no answer in 1.5 s';
  if (error instanceof z.ZodError || error instanceof SyntaxError) return 'wrong answer';
  // AWS's name of an error fits a table, its sentences do not
  return name === 'AccessDeniedException' ? 'permission' : name;
}
