import { CommandError, EXIT } from '../terminal/errors';
import { type Reporter } from '../terminal/reporter';
import { type Workspace } from '../workspace';
import { findLeafStack } from './leaf-stack';
import { isNothing, type Removal } from './removal';
import { removalText } from './removal-text';
import { LeafRemoval } from './remove-leaf';

/** A removal that a person has been told of, and that is still to be done. */
export interface StartedRemoval {
  /** As people write it. */
  readonly leafId: string;
  readonly removal: Removal;
  readonly hasYaml: boolean;
  /** Does it. */
  readonly run: () => Promise<void>;
}

/**
 * Finds out what would stay and go of a leaf, and says it. Changes nothing.
 *
 * @param name id of a leaf or name of its stack, as a person gave it
 * @throws CommandError (wrong use) where there is nothing of it, and was nothing before; (refused) where its state is
 *   somewhere else, or it stands in another account or region
 */
export async function startRemoval(
  name: string,
  deleteData: boolean,
  reporter: Reporter,
  open: () => Workspace,
): Promise<StartedRemoval> {
  const { hasYaml, ...found } = await findLeafStack(name, open);
  const leafRemoval = new LeafRemoval({ ...found, deleteData, reporter });
  const planned = await leafRemoval.plan();
  const { leafId, removal } = planned;
  if (isNothing(removal) && !(await leafRemoval.hasState())) {
    throw new CommandError(`there is nothing of '${name}': it is not deployed, and no file system was kept`, {
      exitCode: EXIT.wrongUse,
    });
  }
  reporter.say(removalText(leafId, removal));
  return { leafId, removal, hasYaml, run: () => leafRemoval.run(planned) };
}
