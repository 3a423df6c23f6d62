import { placeOfState } from '../../modules/config/state-place';
import { type BaseConfig } from '../../modules/config/types';
import { AwsClients } from '../aws/clients';
import { elsewhereText } from '../state/never-deployed';
import { CommandError, EXIT, reasonOf } from '../terminal/errors';
import { actionOf, effectiveChanges } from '../terraform/plan';
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
  const created = effectiveChanges(plan).filter((change) => actionOf(change) === 'create');
  try {
    const ids = await Promise.all(
      created
        .filter(({ type }) => !NO_SIGN.includes(type))
        .map(async ({ address, type, change }) => {
          const clients = new AwsClients(synthesized.regionOf(address));
          return (await LOOKUPS[type]?.(valuesOf(change.after), { clients })) ?? [];
        }),
    );
    return { found: ids.flat() };
  } catch (error) {
    if (!isDenied(error)) throw error;
    return { found: [], problem: `cannot see whether something of it exists already: ${reasonOf(error)}` };
  }
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

/** Each service has another name for it. */
function isDenied(error: unknown): boolean {
  return (
    error instanceof Error && /AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized/.test(error.name)
  );
}
