import { hostNameOf, portText } from '../../modules/config/leaf-address';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig, type LeafConfig } from '../../modules/config/types';
import { lookAt } from '../leaf/facts';
import { groupsOfLeaves } from '../aws/groups';
import { Names } from '../../modules/aws/naming';
import { fileSystemsOfLeaves, type LeafFileSystem, withoutLeaf } from '../aws/file-systems';
import { type Workspace } from '../workspace';
import { type LeafIdentity, type LeafStatus, leafStatus } from './leaf-status';

/** What `./cm status` shows. */
export interface ProjectStatus {
  readonly leaves: readonly LeafStatus[];
  /** File systems that were kept and that no leaf uses. Empty when one leaf was asked for. */
  readonly keptFileSystems: readonly LeafFileSystem[];
  /** Names of stacks that have a state but no YAML. Empty when one leaf was asked for. */
  readonly stacksWithoutYaml: readonly string[];
}

/**
 * Asks AWS about the leaves, all at once.
 *
 * @param only the leaf that was asked for; undefined for everything
 */
export async function readStatus(
  { clients, config: { base, leaves }, states }: Pick<Workspace, 'clients' | 'config' | 'states'>,
  only: LeafConfig | undefined,
): Promise<ProjectStatus> {
  const groups = await groupsOfLeaves(clients.autoScaling, base.name);
  const now = new Date();
  const statusOf = async (leaf: LeafConfig) => {
    const identity = identityOf(base, leaf);
    const group = groups.get(identity.names.autoScalingGroup);
    return leafStatus(identity, await lookAt({ clients, names: identity.names }, group, now));
  };
  if (only !== undefined) return { leaves: [await statusOf(only)], keptFileSystems: [], stacksWithoutYaml: [] };
  const [statuses, fileSystems, stacks] = await Promise.all([
    Promise.all(leaves.map(statusOf)),
    fileSystemsOfLeaves(clients.efs, base.name),
    states.stacks(),
  ]);
  const known = [BASE_STACK_NAME, ...leaves.map(({ stackName }) => stackName)];
  return {
    leaves: statuses,
    keptFileSystems: withoutLeaf(fileSystems),
    stacksWithoutYaml: stacks.filter((stack) => !known.includes(stack)),
  };
}

/** What the config says about a leaf, and its names in AWS. */
export function identityOf(base: BaseConfig, leaf: LeafConfig): LeafIdentity {
  return {
    id: leaf.id,
    names: new Names(base.name, leaf.stackName),
    hostName: base.domain && hostNameOf(leaf.id, base.domain),
    ports: leaf.container.ports.map(portText),
  };
}
