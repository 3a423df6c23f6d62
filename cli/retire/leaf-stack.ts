import { MAX_STOP_TIMEOUT_SECONDS } from '../../modules/config/schema/leaf';
import { BASE_STACK_NAME, stackNameOf } from '../../modules/config/stack-name';
import { CommandError, EXIT } from '../terminal/errors';
import { type Workspace } from '../workspace';

/** A stack of a leaf, with its YAML or without. */
export interface LeafStackToRemove {
  readonly stack: string;
  /** The volumes that have KeepOnDelete in the YAML. */
  readonly keptByYaml: readonly string[];
  readonly hasYaml: boolean;
  /** Of its container, in seconds; without YAML the longest that there can be. */
  readonly stopTimeoutSeconds: number;
}

/**
 * Finds the stack that a person names, and checks that it can be worked on.
 *
 * @param name id of a leaf or name of its stack; the YAML may be gone
 * @throws CommandError (wrong use) for base; (refused) where it stands in another account or region; where Terraform or
 *   credentials are missing
 */
export async function findLeafStack(
  name: string,
  open: () => Workspace,
): Promise<LeafStackToRemove & { readonly workspace: Workspace }> {
  const stack = stackNameOf(name.toLowerCase());
  if (stack === BASE_STACK_NAME) {
    throw new CommandError('base is no leaf: ./cm destroy base --delete-data removes it', {
      exitCode: EXIT.wrongUse,
    });
  }
  const workspace = open();
  const leaf = workspace.config.leaves.find(({ stackName }) => stackName === stack);
  await workspace.prepare([stack]);
  return {
    workspace,
    stack,
    keptByYaml: (leaf?.volumes ?? []).filter(({ keepOnDelete }) => keepOnDelete).map(({ id }) => id),
    hasYaml: leaf !== undefined,
    stopTimeoutSeconds: leaf?.container.stopTimeoutSeconds ?? MAX_STOP_TIMEOUT_SECONDS,
  };
}
