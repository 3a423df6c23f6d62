import { FIRST_FRUITLESS } from '../shared/back-off';
import { readFruitlessNote } from '../shared/fruitless-note';
import { type GroupState } from '../shared/group-state';
import { FRUITLESS_NOTE } from '../shared/told-tags';
import { readInServiceNote } from './in-service-note';
import { inServiceNote } from './known-instances';

/**
 * Whether an instance is most likely there for strangers: DNS began it, and woke the leaf for nobody several times in a row.
 * People need not be told of each of those. Where it is unknown who began it, they are.
 */
export function isForStrangers({ notes }: Pick<GroupState, 'notes'>, instanceId: string): boolean {
  const { by } = readInServiceNote(notes.get(inServiceNote(instanceId))) ?? {};
  const { count } = readFruitlessNote(notes.get(FRUITLESS_NOTE)) ?? { count: 0 };
  return by === 'dns' && count >= FIRST_FRUITLESS;
}
