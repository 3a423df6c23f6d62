import { existsSync, renameSync } from 'node:fs';
import { relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { duration, secondsBetween } from '../../lambdas/shared/duration';
import { isInCi } from '../../modules/config/in-ci';
import { type BaseConfig } from '../../modules/config/types';
import { movedStateFile, type Project } from '../project/project';
import { holdsErroredState, howToSave } from '../terraform/errored-state';
import { type Terraform } from '../terraform/terraform';
import { CommandError, EXIT } from '../terminal/errors';
import { parseState, stackContents } from './contents';
import { assertSamePlace, isElsewhereNow, secondProjectText } from './last-place';
import { assertOurProviders } from './our-providers';
import { releaseKilledLock } from './killed-lock';
import { type StateStore } from './store';

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
 * @throws CommandError when two states exist; (refused) when a state would be left behind, the last one could not be
 *   saved, or a local one is of another Name
 */
export async function connectState(terraform: Terraform, states: StateStore): Promise<string[]> {
  const { config, project } = states;
  assertStateIsSaved(terraform, project);
  await assertSamePlace(terraform, states);
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
    // the move is ours, or a person's: Terraform must not ask
    reconfigure: isElsewhereNow(terraform, config),
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
  assertOwn(states, stack, file);
  const isInBucket = (await states.stacksInBucket()).includes(stack);
  if (!isInBucket) await terraform.pushState(file);
  // when it is there already, an earlier run may have been stopped here
  else if (!(await isCopied(terraform, states))) {
    throw new CommandError(
      `${stack} has two states, ${file} and one in s3://${bucket}: move the outdated one away ` +
        "(docs/operations.md, 'A stack has two states')",
    );
  }
  renameSync(file, movedStateFile(file));
}

/** Under another Name nobody would find it in the bucket. */
function assertOwn(states: StateStore, stack: string, file: string): void {
  const state = states.readLocal(stack);
  const owner = state && stackContents(state).project;
  const { name } = states.config;
  if (owner === undefined || owner === name) return;
  throw new CommandError(
    `${relative('', file)} is of the project ${owner}, but Name in base.yaml is ${name}: put 'Name: ${owner}' back in ` +
      `base.yaml. ${secondProjectText(stack, name)}`,
    { exitCode: EXIT.refused },
  );
}

/** Compares the resources alone: a copy in an empty bucket gets its own lineage and serial. */
async function isCopied(terraform: Terraform, states: StateStore): Promise<boolean> {
  const { stack } = terraform;
  const inBucket = parseState(await terraform.pullState(), stack);
  return isDeepStrictEqual(inBucket.resources, states.readLocal(stack)?.resources);
}
