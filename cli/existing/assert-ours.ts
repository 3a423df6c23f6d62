import { z } from 'zod';

import { PROJECT_TAG } from '../../modules/aws/tags';
import { type ResourceChange } from '../terraform/plan';
import { CommandError, EXIT } from '../terminal/errors';
import { valuesOf } from './values';

const tagged = z.object({ tags_all: z.record(z.string(), z.string()) });
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
  throw new CommandError(
    `${address} cannot be created: ${change.importing.id ?? 'one'} exists in AWS and does not belong to the project ` +
      `${project}. Delete or rename it, or choose another name for the leaf or the project, then deploy again. Nothing was ` +
      'changed.',
    { exitCode: EXIT.refused },
  );
}

function isOurs(type: string, { before, after }: ResourceChange['change'], project: string): boolean {
  // it has no tags. Ours has a time to live that nobody else chooses
  if (type === 'aws_route53_record') return valuesOf(before).ttl === valuesOf(after).ttl;
  const owner = ownerOf(before);
  return owner === undefined || owner === project;
}

/** Undefined for what has no such tag: some kinds cannot have tags, and others get them after they were created. */
function ownerOf(values: unknown): string | undefined {
  const group = taggedGroup.safeParse(values).data;
  if (group !== undefined) return group.tag.find(({ key }) => key === PROJECT_TAG)?.value;
  return tagged.safeParse(values).data?.tags_all[PROJECT_TAG];
}
