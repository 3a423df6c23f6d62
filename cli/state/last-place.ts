import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import { placeOfState } from '../../modules/config/state-place';
import { CommandError, EXIT } from '../terminal/errors';
import { type Terraform } from '../terraform/terraform';
import { type StateFile } from './contents';
import { type StateObject, type StateStore } from './store';

// what `terraform init` records; a local backend has no bucket
const record = z.object({
  backend: z
    .object({
      type: z.string(),
      config: z
        .object({ bucket: z.string().nullish(), key: z.string().nullish(), region: z.string().nullish() })
        .nullish(),
    })
    .nullish(),
});

type Connected = Pick<Terraform, 'stack' | 'folder'>;

/** Where Terraform was last connected to a state in a stack's folder. Undefined before the first `init`. */
export type LastPlace = 'local' | StateObject | undefined;

/** What Terraform recorded in a stack's folder. */
export function lastPlace(folder: string): LastPlace {
  const file = join(folder, '.terraform/terraform.tfstate');
  if (!existsSync(file)) return undefined;
  const { backend } = record.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (backend?.type !== 's3') return backend?.type === undefined ? undefined : 'local';
  const { bucket, key, region } = backend.config ?? {};
  return { bucket: bucket ?? '', key: key ?? '', region: region ?? 'us-east-1' };
}

/** Whether Terraform would ask what to do about the place of a state, since it was connected to another one. */
export function isElsewhereNow({ stack, folder }: Connected, config: StateStore['config']): boolean {
  const before = lastPlace(folder);
  if (before === undefined) return false;
  return before === 'local' ? config.state !== undefined : urlOf(before) !== urlNow(stack, config);
}

/**
 * Checks that no state is left behind where this computer last connected to it: another place would start with a new, empty
 * state unnoticed. A local state may move to S3. A state in S3 may have been moved or copied by a person.
 *
 * @throws CommandError (refused) with both places and what to put back
 */
export async function assertSamePlace(
  { stack, folder }: Connected,
  states: Pick<StateStore, 'config' | 'read' | 'readAt'>,
): Promise<void> {
  const before = lastPlace(folder);
  if (before === undefined || before === 'local' || !isElsewhereNow({ stack, folder }, states.config)) return;
  const now = urlNow(stack, states.config) ?? 'no State.Bucket';
  const refused = (what: string) =>
    new CommandError(`${what}, but base.yaml now says ${now}: ${cure(stack, before, states.config)}`, {
      exitCode: EXIT.refused,
    });
  const left = await states.readAt(stack, before).catch((cause: unknown) => {
    if (!(cause instanceof CommandError)) throw cause;
    throw refused(`${cause.message}. This computer last had it there`);
  });
  if (left === undefined || left.resources.length === 0 || (await isCopied(left, stack, states))) return;
  throw refused(`the state of ${stack} is in ${urlOf(before)}`);
}

/** Compares the resources alone: Terraform counts what it writes. */
async function isCopied(left: StateFile, stack: string, states: Pick<StateStore, 'read'>): Promise<boolean> {
  const here = await states.read(stack);
  return here.some(({ resources }) => isDeepStrictEqual(resources, left.resources));
}

/** What to do where a Name is new on purpose, in the folder of another project. */
export function secondProjectText(stack: string, name: string): string {
  return (
    `If ${name} is a second project on purpose, clone this repository again for it, and run there: ` +
    `./cm deploy --new-project ${name}. Nothing of ${stack} was changed.`
  );
}

/** A state moves, a Name does not: AWS's names begin with it. */
function cure(stack: string, before: StateObject, { name, state }: StateStore['config']): string {
  const [oldName = ''] = before.key.split('/');
  if (oldName === name) return "put State back, or move the state first (docs/operations.md, 'Move the state')";
  const isOtherBucket = state?.bucket !== before.bucket;
  return (
    `put ${isOtherBucket ? 'State and ' : ''}'Name: ${oldName}' back in base.yaml. ` + secondProjectText(stack, name)
  );
}

function urlNow(stack: string, config: StateStore['config']): string | undefined {
  return config.state && placeOfState(config, stack);
}

function urlOf({ bucket, key }: StateObject): string {
  return `s3://${bucket}/${key}`;
}
