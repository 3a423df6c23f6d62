import { win32 } from 'node:path';

import { type LoadedConfig } from '../../modules/config/load-config';
import { stackNameOf } from '../../modules/config/stack-name';
import { type LeafConfig } from '../../modules/config/types';
import { CommandError, EXIT } from '../terminal/errors';

/**
 * The leaf that a person names, by id or by stack name, in upper or lower case.
 *
 * @throws CommandError (wrong use) when the config has no such leaf
 */
export function findLeaf({ config, leafIds }: Pick<LoadedConfig, 'config' | 'leafIds'>, name: string): LeafConfig {
  const leaf = config.leaves.find(isNamed(name));
  if (leaf !== undefined) return leaf;
  const meant = leafIds.find((id) => isNamed(nameInPath(name))({ id }));
  const known = leafIds.length === 0 ? 'it has none' : `it has ${leafIds.join(', ')}`;
  throw new CommandError(
    `there is no leaf '${name}' in the config: ${meant === undefined ? known : `did you mean ${meant}?`}`,
    { exitCode: EXIT.wrongUse },
  );
}

/** Whether a person means a leaf: by its id or the name of its stack, in upper or lower case. */
export function isNamed(name: string): (leaf: { readonly id: string }) => boolean {
  const wanted = name.toLowerCase();
  return ({ id }) => id === wanted || stackNameOf(id) === wanted;
}

/** The leaf whose file somebody may have named: `config/leaves/minecraft.yaml` is that of `minecraft`. */
function nameInPath(path: string): string {
  // takes both / and \
  return win32.basename(path).replace(/\.ya?ml$/i, '');
}
