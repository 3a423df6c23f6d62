import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';

import { stateKey } from '../../modules/aws/state-place';
import { type BaseConfig } from '../../modules/config/types';
import { holdsErroredState, howToSave } from '../terraform/errored-state';
import { CommandError, EXIT, reasonOf } from '../terminal/errors';
import { localStateFile, removalFolder, stackFolder, stacksWithLocalState } from '../project/project';
import { placeOfState } from '../../modules/config/state-place';
import { type Terraform } from '../terraform/terraform';

type StateConfig = Pick<BaseConfig, 'name' | 'state'>;
type StateBucket = NonNullable<StateConfig['state']>;

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

const contents = z.object({ resources: z.array(z.unknown()) });

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
 * Names of all stacks that have a state, in alphabetical order: where the config says that states are, and those that
 * have not moved there yet.
 *
 * @throws CommandError where the bucket cannot be read
 */
export async function stacksWithState({ state, name }: BaseConfig): Promise<string[]> {
  const inBucket = state === undefined ? [] : await stacksInBucket(state, name);
  return [...new Set([...inBucket, ...stacksWithLocalState()])].sort();
}

async function stacksInBucket({ bucket, region }: StateBucket, project: string): Promise<string[]> {
  const keys: string[] = [];
  // where State.Region is not given it follows Region, which somebody may have changed
  const client = new S3Client({ region, followRegionRedirects: true });
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${project}/` });
  try {
    for await (const { Contents } of pages) keys.push(...(Contents ?? []).flatMap(({ Key }) => Key ?? []));
  } catch (cause) {
    throw new CommandError(
      `cannot read the states in s3://${bucket}: ${reasonOf(cause)}. If the bucket is not there yet, run ./cm bootstrap; ` +
        'if it is in another account, use the profile of that',
      { cause },
    );
  }
  return keys.map((key) => key.split('/')[1] ?? '').filter((stack) => keys.includes(stateKey(project, stack)));
}

/**
 * Connects a stack to its state. A local state from before `State.Bucket` was set moves to the bucket.
 *
 * @returns whether it moved
 * @throws CommandError where a state would be left behind, or two states exist; (refused) where the last one could not
 *   be saved
 */
export async function connectState(terraform: Terraform, config: StateConfig): Promise<boolean> {
  const { state, name } = config;
  assertStateIsSaved(terraform);
  assertSamePlace(terraform, config);
  await terraform.init({ reconfigure: state !== undefined && lastConnection(terraform.folder) === 'local' });
  const file = localStateFile(terraform.stack);
  if (state === undefined || !existsSync(file)) return false;
  await moveState(terraform, file, state, name);
  return true;
}

/**
 * The state that we would go on from does not know what the last apply made: it would be made twice, and lost.
 *
 * @throws CommandError (refused) where the state of the last apply or removal could not be saved
 */
export function assertStateIsSaved({ stack, folder }: Pick<Terraform, 'stack' | 'folder'>): void {
  const errored = [folder, stackFolder(stack), removalFolder(stack)].find(holdsErroredState);
  if (errored === undefined) return;
  const where = relative('', errored);
  throw new CommandError(
    `Terraform could not save the state of ${stack} the last time; it lies in ${where}. ` +
      howToSave(`terraform -chdir=${where}`),
    { exitCode: EXIT.refused },
  );
}

async function moveState(terraform: Terraform, file: string, state: StateBucket, project: string): Promise<void> {
  const { stack } = terraform;
  const isInBucket = (await stacksInBucket(state, project)).includes(stack);
  if (!isInBucket) await terraform.pushState(file);
  // where it is there already: perhaps we were stopped here the last time
  else if (!(await isCopied(terraform, file))) {
    throw new CommandError(
      `${stack} has two states, ${file} and one in s3://${state.bucket}: move the one that is out of date away, ${HELP}`,
    );
  }
  renameSync(file, `${file}.moved`);
}

/** What they hold is compared: in an empty bucket a copy begins with a lineage and a serial of its own. */
async function isCopied(terraform: Terraform, file: string): Promise<boolean> {
  const resourcesIn = (text: string) => contents.parse(JSON.parse(text)).resources;
  return isDeepStrictEqual(resourcesIn(await terraform.pullState()), resourcesIn(readFileSync(file, 'utf8')));
}

/**
 * Checks that a state is still where this computer had it the last time. Going to S3 is a move; everything else would
 * begin a new, empty state unnoticed.
 *
 * @throws CommandError with both places
 */
export function assertSamePlace({ stack, folder }: Pick<Terraform, 'stack' | 'folder'>, config: StateConfig): void {
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
