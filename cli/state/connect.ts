import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import { placeOfState } from '../../modules/config/state-place';
import { type BaseConfig } from '../../modules/config/types';
import { type Project } from '../project/project';
import { holdsErroredState, howToSave } from '../terraform/errored-state';
import { type Terraform } from '../terraform/terraform';
import { CommandError, EXIT } from '../terminal/errors';
import { parseState } from './contents';
import { type StateStore } from './store';

const HELP = "docs/operations.md, 'Local and S3 state'";

// what `terraform init` writes down; a local backend has no bucket
const record = z.object({
  backend: z
    .object({
      type: z.string(),
      config: z.object({ bucket: z.string().nullish(), key: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

/**
 * Whoever goes on from a state must find it: a machine of CI goes with what lies on it, and the next one would make
 * everything anew, with empty file systems.
 *
 * @throws CommandError in CI (`CI` is set) where the config has no `State.Bucket`
 */
export function assertStateStays({ state }: Pick<BaseConfig, 'state'>): void {
  if (state !== undefined || ['', 'false'].includes(process.env.CI ?? '')) return;
  throw new CommandError(
    'the config has no State.Bucket, and CI is set: a local state would be gone with this machine, and the next run ' +
      'would make everything anew, with empty file systems. To have one, run ./cm bootstrap on your computer and ' +
      'commit config/',
  );
}

/**
 * Connects a stack to its state. A local state from before `State.Bucket` was set moves to the bucket.
 *
 * @returns whether it moved
 * @throws CommandError where a state would be left behind, or two states exist; (refused) where the last one could not
 *   be saved
 */
export async function connectState(terraform: Terraform, states: StateStore): Promise<boolean> {
  const { config, project } = states;
  assertStateIsSaved(terraform, project);
  assertSamePlace(terraform, config);
  await terraform.init({ reconfigure: config.state !== undefined && lastConnection(terraform.folder) === 'local' });
  if (config.state === undefined || !existsSync(project.localStateFile(terraform.stack))) return false;
  await moveState(terraform, states, config.state.bucket);
  return true;
}

/**
 * The state that we would go on from does not know what the last apply made: it would be made twice, and lost.
 *
 * @throws CommandError (refused) where the state of the last apply or removal could not be saved
 */
export function assertStateIsSaved({ stack, folder }: Pick<Terraform, 'stack' | 'folder'>, project: Project): void {
  const errored = [folder, project.stackFolder(stack), project.removalFolder(stack)].find(holdsErroredState);
  if (errored === undefined) return;
  const where = relative('', errored);
  throw new CommandError(
    `Terraform could not save the state of ${stack} the last time; it lies in ${where}. ` +
      howToSave(`terraform -chdir=${where}`),
    { exitCode: EXIT.refused },
  );
}

async function moveState(terraform: Terraform, states: StateStore, bucket: string): Promise<void> {
  const { stack } = terraform;
  const file = states.project.localStateFile(stack);
  const isInBucket = (await states.stacksInBucket()).includes(stack);
  if (!isInBucket) await terraform.pushState(file);
  // where it is there already: perhaps we were stopped here the last time
  else if (!(await isCopied(terraform, states))) {
    throw new CommandError(
      `${stack} has two states, ${file} and one in s3://${bucket}: move the one that is out of date away, ${HELP}`,
    );
  }
  renameSync(file, `${file}.moved`);
}

/** What they hold is compared: in an empty bucket a copy begins with a lineage and a serial of its own. */
async function isCopied(terraform: Terraform, states: StateStore): Promise<boolean> {
  const { stack } = terraform;
  const inBucket = parseState(await terraform.pullState(), stack);
  return isDeepStrictEqual(inBucket.resources, states.readLocal(stack)?.resources);
}

/**
 * Checks that a state is still where this computer had it the last time. Going to S3 is a move; everything else would
 * begin a new, empty state unnoticed.
 *
 * @throws CommandError with both places
 */
export function assertSamePlace(
  { stack, folder }: Pick<Terraform, 'stack' | 'folder'>,
  config: StateStore['config'],
): void {
  const before = lastConnection(folder);
  const now = config.state && placeOfState(config, stack);
  if (before === undefined || before === 'local' || before === now) return;
  throw new CommandError(
    `the state of ${stack} is ${before}, but base.yaml now says ${now ?? 'no State.Bucket'}: ` +
      `put State and Name back as they were, or move the state first, ${HELP}`,
  );
}

/** Where Terraform was last connected to in a stack's folder: `local`, or a URL of S3. Undefined before the first time. */
function lastConnection(folder: string): string | undefined {
  const file = join(folder, '.terraform/terraform.tfstate');
  if (!existsSync(file)) return undefined;
  const { backend } = record.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (backend?.type !== 's3') return backend?.type;
  return `s3://${backend.config?.bucket ?? ''}/${backend.config?.key ?? ''}`;
}
