import { type Config, type LeafConfig } from '../../modules/config/types';
import { CommandError, EXIT } from '../terminal/errors';

/**
 * The leaf that a person names, by id or by stack name, in upper or lower case.
 *
 * @throws CommandError (wrong use) when the config has no such leaf
 */
export function findLeaf({ leaves }: Config, name: string): LeafConfig {
  const wanted = name.toLowerCase();
  const leaf = leaves.find(({ id, stackName }) => id === wanted || stackName === wanted);
  if (leaf !== undefined) return leaf;
  const known = leaves.length === 0 ? 'it has none' : `it has ${leaves.map(({ id }) => id).join(', ')}`;
  throw new CommandError(`there is no leaf '${name}' in the config: ${known}`, { exitCode: EXIT.wrongUse });
}
