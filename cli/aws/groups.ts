import {
  type AutoScalingClient,
  type AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';

import { PROJECT_TAG } from '../../modules/aws/tags';

export { valueOfTag as tagOf } from '../../lambdas/shared/leaf-groups';

/**
 * The Auto Scaling groups of all of the project's leaves, by name.
 *
 * @param project `Name` of base.yaml
 */
export async function groupsOfLeaves(
  client: AutoScalingClient,
  project: string,
): Promise<Map<string, AutoScalingGroup>> {
  const groups = new Map<string, AutoScalingGroup>();
  const filter = { Filters: [{ Name: `tag:${PROJECT_TAG}`, Values: [project] }] };
  for await (const page of paginateDescribeAutoScalingGroups({ client }, filter)) {
    for (const group of page.AutoScalingGroups ?? []) groups.set(group.AutoScalingGroupName ?? '', group);
  }
  return groups;
}

/** Whether the group has an instance or will have one. An instance that is being terminated counts. */
export function isUp(group: AutoScalingGroup | undefined): boolean {
  return (group?.DesiredCapacity ?? 0) > 0 || (group?.Instances ?? []).length > 0;
}
