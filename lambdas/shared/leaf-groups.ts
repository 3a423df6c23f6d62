import {
  type AutoScalingClient,
  type AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';

/** Tags of the groups. */
export interface GroupTags {
  /** Key and value of the tag that the groups of the project carry. */
  readonly project: { readonly tag: string; readonly value: string };
  /** Key of the tag with the leaf's id. */
  readonly leafTag: string;
}

/**
 * The groups of a project that carry a tag.
 *
 * @param client of the leaves' Region
 * @param key of that tag
 */
export async function groupsWithTag(
  client: AutoScalingClient,
  { project }: Pick<GroupTags, 'project'>,
  key: string,
): Promise<AutoScalingGroup[]> {
  const found: AutoScalingGroup[] = [];
  const pages = paginateDescribeAutoScalingGroups(
    { client, pageSize: 100 },
    {
      Filters: [
        { Name: `tag:${project.tag}`, Values: [project.value] },
        { Name: 'tag-key', Values: [key] },
      ],
    },
  );
  for await (const { AutoScalingGroups: groups = [] } of pages) found.push(...groups);
  return found;
}

/** The value of a group's tag; undefined where it has none of that key. */
export function valueOfTag({ Tags: tags = [] }: AutoScalingGroup, key: string): string | undefined {
  return tags.find(({ Key }) => Key === key)?.Value;
}

/** AWS gives a group a status only while it deletes it. The group of a leaf that is being retired has a maximum size of 0. */
export function isLeaving({ Status: status, MaxSize: maxSize }: AutoScalingGroup): boolean {
  return status !== undefined || maxSize === 0;
}
