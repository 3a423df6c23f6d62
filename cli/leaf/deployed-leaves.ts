import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

import { HOST_NAME_TAG } from '../../lambdas/start-system/contract';
import { Names } from '../../modules/aws/naming';
import { LEAF_TAG } from '../../modules/aws/tags';
import { type ConfigParts } from '../../modules/config/config-parts';
import { stackNameOf } from '../../modules/config/stack-name';
import { type Caller, whoAmIOnce } from '../aws/caller';
import { AwsClients } from '../aws/clients';
import { groupsOfLeaves, tagOf } from '../aws/groups';
import { isNamed } from '../project/find-leaf';
import { Project } from '../project/project';
import { StateStore } from '../state/store';
import { CommandError, EXIT } from '../terminal/errors';
import { assertNotElsewhere } from './elsewhere';

/** A leaf as AWS has it: its YAML may be wrong or gone. */
export interface LeafContext {
  readonly id: string;
  readonly names: Names;
  readonly clients: AwsClients;
  /** What players connect to. Absent without a domain, and where base.yaml has another one. */
  readonly host?: { readonly name: string; readonly hostedZoneId: string };
}

/** A leaf with its Auto Scaling group as it was a moment ago. */
export interface DeployedLeaf extends LeafContext {
  readonly group: AutoScalingGroup;
}

/** What every command about leaves that are deployed begins with. Nothing is asked of AWS before it is used. */
export interface DeployedLeaves {
  readonly config: ConfigParts;
  /** In the Region of base.yaml. */
  readonly clients: AwsClients;
  readonly states: StateStore;

  /**
   * Whom the credentials belong to.
   *
   * @throws CommandError when there are no credentials, AWS refuses them, or AWS cannot be reached
   */
  caller(): Promise<Caller>;

  /** All leaves of the project that AWS has, in alphabetical order. */
  all(): Promise<DeployedLeaf[]>;

  /**
   * Finds a leaf and checks the credentials.
   *
   * @param name id of the leaf or name of its stack, as a person gave it
   * @throws CommandError when it is not deployed; (wrong use) when it has no YAML either; (refused) when it is deployed in
   *   another account or Region or under another Name; as `caller` does
   */
  find(name: string): Promise<DeployedLeaf>;
}

/**
 * Reads what of the config finds leaves. Does not ask AWS.
 *
 * @throws CommandError with the problems of base.yaml where its Name or Region is wrong
 */
export function openDeployedLeaves(project = new Project()): DeployedLeaves {
  const config = project.readConfigParts();
  const { base } = config;
  const clients = new AwsClients(base.region);
  const caller = whoAmIOnce(base.region);
  const states = new StateStore(project, base, async () => (await caller()).account);
  const all = () => deployedLeaves(config, clients);
  return {
    config,
    clients,
    states,
    caller,
    all,
    find: async (name) => {
      const { account } = await caller();
      const leaves = await all();
      const found = leaves.find(isNamed(name));
      if (found !== undefined) return found;
      const { id } = config.leaves.find(isNamed(name)) ?? { id: name.toLowerCase() };
      await assertNotElsewhere({ base, clients, states, account }, [id]);
      throw notDeployed(name, config, leaves);
    },
  };
}

async function deployedLeaves({ base }: ConfigParts, clients: AwsClients): Promise<DeployedLeaf[]> {
  const groups = [...(await groupsOfLeaves(clients.autoScaling, base.name)).values()];
  return groups
    .flatMap((group) => {
      const id = tagOf(group, LEAF_TAG);
      const hostName = tagOf(group, HOST_NAME_TAG);
      if (id === undefined) return [];
      const names = new Names(base.name, stackNameOf(id));
      const zone = hostName?.endsWith(`.${base.domain?.name ?? ''}`) === true ? base.domain : undefined;
      const host = hostName !== undefined && zone && { name: hostName, hostedZoneId: zone.hostedZoneId };
      return [{ id, names, clients, group, ...(host && { host }) }];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function notDeployed(name: string, config: ConfigParts, deployed: readonly DeployedLeaf[]): CommandError {
  const inConfig = [...config.leaves, ...config.unreadLeafIds.map((id) => ({ id }))].find(isNamed(name));
  if (inConfig !== undefined) return new CommandError(`${inConfig.id} is not deployed: ./cm deploy ${inConfig.id}`);
  const known = [...new Set([...config.leaves, ...deployed].map(({ id }) => id))].sort();
  return new CommandError(
    `there is no leaf '${name}', neither in the config nor in AWS: ` +
      (known.length === 0 ? 'there are none' : `there is ${known.join(', ')}`),
    { exitCode: EXIT.wrongUse },
  );
}
