import { addressNote, readAddressNote } from '../shared/address-note';
import { livingInstance } from '../shared/group-state';
import { type AskAnswer } from '../shared/ask-players';
import { type Dependencies } from './dependencies';

/** Asks the game for somebody who wants to see who plays. Publishes and notes nothing. */
export async function askOnce({ group, game }: Pick<Dependencies, 'group' | 'game'>): Promise<AskAnswer> {
  const state = await group.read();
  const instance = livingInstance(state);
  const found = instance && readAddressNote(state.notes.get(addressNote(instance.id)));
  const answer = found && (await game.ask(found.address, true));
  if (answer === undefined) return { answered: false };
  const { players } = answer;
  return { answered: true, ...(game.countsPlayers && players !== undefined && { players }) };
}
