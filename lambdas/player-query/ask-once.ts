import { livingInstance } from '../shared/group-state';
import { type AskAnswer } from './contract';
import { type Dependencies } from './dependencies';

/** Asks the game for somebody who wants to see who plays. Publishes and notes nothing. */
export async function askOnce({
  group,
  instances,
  game,
}: Pick<Dependencies, 'group' | 'instances' | 'game'>): Promise<AskAnswer> {
  const instance = livingInstance(await group.read());
  const address = instance && (await instances.read(instance.id))?.publicAddress;
  const answer = address === undefined ? undefined : await game.ask(address, true);
  if (answer === undefined) return { answered: false };
  const { players } = answer;
  return { answered: true, ...(game.countsPlayers && players !== undefined && { players }) };
}
