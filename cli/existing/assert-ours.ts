import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { z } from 'zod';

import { HOST_NAME_TAG } from '../../lambdas/start-system/contract';

import { PROJECT_TAG } from '../../modules/aws/tags';
import { type AwsClients } from '../aws/clients';
import { tagOf } from '../aws/groups';
import { type ResourceChange } from '../terraform/plan';
import { CommandError, EXIT } from '../terminal/errors';
import { all } from './lookups/lookup';
import { valuesOf } from './values';

// null where there is none
const tagged = z.object({
  tags_all: z
    .record(z.string(), z.string())
    .nullable()
    .transform((tags) => tags ?? {}),
});
const taggedGroup = z.object({ tag: z.array(z.object({ key: z.string(), value: z.string() })) });

/**
 * Checks that a resource that a plan imports belongs to this project: somebody else's would be changed, and deleted with the
 * leaf.
 *
 * @param project `Name` of base.yaml
 * @throws CommandError (refused) when its tags say otherwise
 */
export function assertOurs({ address, type, change }: ResourceChange, project: string): void {
  if (change.importing === undefined || isOurs(type, change, project)) return;
  throw notOurs(address, change.importing.id, project);
}

/**
 * Checks that no leaf of another project in the Region has the host name of a record that a plan imports: the leaves of all
 * projects have the same time to live.
 *
 * @throws CommandError (refused) when one has
 */
export async function assertOurRecord(
  { address, change }: ResourceChange,
  project: string,
  { autoScaling }: Pick<AwsClients, 'autoScaling'>,
): Promise<void> {
  const { name } = z.object({ name: z.string() }).parse(change.after);
  const filter = { Filters: [{ Name: `tag:${HOST_NAME_TAG}`, Values: [name] }] };
  const groups = await all(
    paginateDescribeAutoScalingGroups({ client: autoScaling }, filter),
    ({ AutoScalingGroups }) => AutoScalingGroups,
  );
  if (groups.every((group) => tagOf(group, PROJECT_TAG) === project)) return;
  throw notOurs(address, change.importing?.id, project);
}

function notOurs(address: string, id: string | undefined, project: string): CommandError {
  return new CommandError(
    `${address} cannot be created: ${id ?? 'one'} exists in AWS and does not belong to the project ${project}. Delete or ` +
      'rename it, or choose another name for the leaf or the project, then deploy again. Nothing was changed.',
    { exitCode: EXIT.refused },
  );
}

function isOurs(type: string, { before, after }: ResourceChange['change'], project: string): boolean {
  // it has no tags. Ours has a time to live that few others choose
  if (type === 'aws_route53_record') return valuesOf(before).ttl === valuesOf(after).ttl;
  const owner = ownerOf(before);
  if (owner === '' && TAGGED_LATER.test(type)) return true;
  return owner === undefined || owner === project;
}

/** The provider gives these their tags after AWS created them; they are in a group that is ours. */
const TAGGED_LATER = /^aws_vpc_security_group_(?:in|e)gress_rule$/;

/** Undefined for kinds that cannot have tags; empty for what does not have ours. */
function ownerOf(values: unknown): string | undefined {
  const group = taggedGroup.safeParse(values).data;
  if (group !== undefined) return group.tag.find(({ key }) => key === PROJECT_TAG)?.value ?? '';
  const one = tagged.safeParse(values).data;
  return one && (one.tags_all[PROJECT_TAG] ?? '');
}
