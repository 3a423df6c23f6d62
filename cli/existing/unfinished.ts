import { placeOfState } from '../../modules/config/state-place';
import { type BaseConfig } from '../../modules/config/types';
import { isDenied } from '../aws/answers';
import { clientsByRegion } from '../aws/clients';
import { elsewhereText } from '../state/never-deployed';
import { CommandError, EXIT, reasonOf } from '../terminal/errors';
import { actionOf, effectiveChanges, type ResourceChange } from '../terraform/plan';
import { type ImportExistingProps } from './import-existing';
import { LOOKUPS } from './lookups';
import { readSynthesizedStack } from './synthesized-stack';
import { valuesOf } from './values';

/** The guard asks about file systems. ECS keeps the revisions of task definitions that were deregistered. */
const NO_SIGN = ['aws_efs_file_system', 'aws_ecs_task_definition'];

interface Unfinished {
  /** Ids. */
  readonly found: readonly string[];
  /** What to tell a person when AWS did not let us look. Absent otherwise. */
  readonly problem?: string;
}

/**
 * Looks for signs that a deployment was killed of which this computer knows nothing: resources that the plan would create,
 * and AWS has already.
 */
export async function findUnfinished({
  terraform,
  plan,
}: Pick<ImportExistingProps, 'terraform' | 'plan'>): Promise<Unfinished> {
  const synthesized = readSynthesizedStack(terraform.folder);
  const changes = effectiveChanges(plan);
  const adopted = changes.flatMap(({ change: { importing } }) => importing?.id ?? []);
  const clientsIn = clientsByRegion();
  const denied = new Set<string>();
  const ids = await Promise.all(
    changes
      .filter((change) => actionOf(change) === 'create' && isSign(change, adopted))
      .map(async ({ address, type, change }) => {
        try {
          return (
            (await LOOKUPS[type]?.(valuesOf(change.after), { clients: clientsIn(synthesized.regionOf(address)) })) ?? []
          );
        } catch (error) {
          if (!isDenied(error)) throw error;
          denied.add(reasonOf(error));
          return [];
        }
      }),
  );
  const problem = `cannot see whether a part of it exists already: ${[...denied].join('; ')}`;
  return { found: ids.flat(), ...(denied.size > 0 && { problem }) };
}

/** A file system that the YAML adopts has what is created for it elsewhere: the guard asks about that. */
function isSign({ type, change }: ResourceChange, adopted: readonly string[]): boolean {
  const { file_system_id: fileSystem } = valuesOf(change.after);
  return !NO_SIGN.includes(type) && !(typeof fileSystem === 'string' && adopted.includes(fileSystem));
}

/**
 * @param found ids of what AWS has of a stack without a state, at least one
 * @throws CommandError (refused)
 */
export function assertNothingExists(
  stack: string,
  base: Pick<BaseConfig, 'name' | 'state'>,
  found: readonly string[],
): never {
  throw new CommandError(
    `${elsewhereText(stack, placeOfState(base, stack), found)} Nothing was changed.\n\nIf a deployment of ${stack} is still ` +
      'running, wait for it. Only if it was killed before it wrote a state, run this, which imports what it created and ' +
      `creates the rest:\n  ./cm deploy ${stack} --import-existing`,
    { exitCode: EXIT.refused },
  );
}
