import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import { duration, secondsBetween } from '../../lambdas/shared/duration';
import { isInCi } from '../../modules/config/in-ci';
import { placeOfState } from '../../modules/config/state-place';
import { type BaseConfig } from '../../modules/config/types';
import { movedStateFile, type Project } from '../project/project';
import { holdsErroredState, howToSave } from '../terraform/errored-state';
import { type Terraform } from '../terraform/terraform';
import { CommandError, EXIT } from '../terminal/errors';
import { parseState } from './contents';
import { assertOurProviders } from './our-providers';
import { releaseKilledLock } from './killed-lock';
import { type StateStore } from './store';

const HELP = "docs/operations.md, 'Local and S3 state'";

// what `terraform init` records; a local backend has no bucket
const record = z.object({
  backend: z
    .object({
      type: z.string(),
      config: z.object({ bucket: z.string().nullish(), key: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

/**
 * Checks that the next deployment will find the state: a local one is lost with a CI machine, and the next run would
 * create everything again, with empty file systems.
 *
 * @throws CommandError in CI (`CI` is set) when the config has no `State.Bucket`
 */
export function assertStateStays({ state }: Pick<BaseConfig, 'state'>): void {
  if (state !== undefined || !isInCi(process.env)) return;
  throw new CommandError(
    'the config has no State.Bucket, and CI is set: a local state would be lost with this machine, and the next run ' +
      'would create everything again, with empty file systems. To create a bucket, run ./cm bootstrap on your computer ' +
      'and commit config/',
  );
}

/**
 * Connects a stack to its state. A local state from before `State.Bucket` was set moves to the bucket.
 *
 * @returns what it did besides, without a subject: a line each
 * @throws CommandError when a state would be left behind, or two states exist; (refused) when the last one could not be
 *   saved
 */
export async function connectState(terraform: Terraform, states: StateStore): Promise<string[]> {
  const { config, project } = states;
  assertStateIsSaved(terraform, project);
  assertSamePlace(terraform, config);
  await initialize(terraform, states);
  const lockTaken = await releaseKilledLock(terraform, states);
  const done =
    lockTaken === undefined
      ? []
      : [
          `removed the lock of a run that was killed on this computer ${duration(secondsBetween(lockTaken, new Date()))} ago`,
        ];
  if (config.state === undefined || !existsSync(project.localStateFile(terraform.stack))) return done;
  await moveState(terraform, states, config.state.bucket);
  return [...done, 'moved its local state to S3'];
}

/**
 * Runs `terraform init`, after a check that the state is ours: Terraform's S3 backend does not ask whom a bucket belongs to,
 * and downloads each provider that a state names.
 *
 * @throws CommandError when the bucket belongs to another account; (refused) when the state names a provider that is not ours
 */
export async function initialize(terraform: Terraform, states: StateStore): Promise<void> {
  const { config, project } = states;
  const { stack } = terraform;
  for (const state of await states.read(stack)) assertOurProviders(state, stack);
  await terraform.init({
    lockFile: project.lockFile(),
    reconfigure: config.state !== undefined && lastConnection(terraform.folder) === 'local',
  });
}

/**
 * Checks that the state knows what the last apply created: otherwise the next one would create it a second time.
 *
 * @throws CommandError (refused) when the state of the last apply or removal could not be saved
 */
export function assertStateIsSaved({ stack, folder }: Pick<Terraform, 'stack' | 'folder'>, project: Project): void {
  const errored = [folder, project.stackFolder(stack), project.removalFolder(stack)].find(holdsErroredState);
  if (errored === undefined) return;
  const where = relative('', errored);
  throw new CommandError(
    `Terraform could not save the state of ${stack} last time; it is in ${where}. ` +
      howToSave(`terraform -chdir=${where}`),
    { exitCode: EXIT.refused },
  );
}

async function moveState(terraform: Terraform, states: StateStore, bucket: string): Promise<void> {
  const { stack } = terraform;
  const file = states.project.localStateFile(stack);
  const isInBucket = (await states.stacksInBucket()).includes(stack);
  if (!isInBucket) await terraform.pushState(file);
  // when it is there already, an earlier run may have been stopped here
  else if (!(await isCopied(terraform, states))) {
    throw new CommandError(
      `${stack} has two states, ${file} and one in s3://${bucket}: move the outdated one away, ${HELP}`,
    );
  }
  renameSync(file, movedStateFile(file));
}

/** Compares the resources alone: a copy in an empty bucket gets its own lineage and serial. */
async function isCopied(terraform: Terraform, states: StateStore): Promise<boolean> {
  const { stack } = terraform;
  const inBucket = parseState(await terraform.pullState(), stack);
  return isDeepStrictEqual(inBucket.resources, states.readLocal(stack)?.resources);
}

/**
 * Checks that a state is still where this computer last connected to it. A local state may move to S3; any other change
 * would start a new, empty state unnoticed.
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
    `the state of ${stack} is in ${before}, but base.yaml now says ${now ?? 'no State.Bucket'}: ` +
      `restore State and Name, or move the state first, ${HELP}`,
  );
}

/** What Terraform was last connected to in a stack's folder: `local`, or a URL of S3. Undefined before the first `init`. */
function lastConnection(folder: string): string | undefined {
  const file = join(folder, '.terraform/terraform.tfstate');
  if (!existsSync(file)) return undefined;
  const { backend } = record.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (backend?.type !== 's3') return backend?.type;
  return `s3://${backend.config?.bucket ?? ''}/${backend.config?.key ?? ''}`;
}
