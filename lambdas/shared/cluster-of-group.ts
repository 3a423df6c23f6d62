/** Last parts of the names of a leaf's Auto Scaling group and its ECS cluster: `<Name>-<leaf>-asg`. */
export const GROUP_ROLE = 'asg';
export const CLUSTER_ROLE = 'cluster';

/** Name of the ECS cluster of a leaf, by the name of its group: base's functions know a leaf by its group alone. */
export function clusterOfGroup(groupName: string): string {
  return groupName.replace(new RegExp(`-${GROUP_ROLE}$`), `-${CLUSTER_ROLE}`);
}
