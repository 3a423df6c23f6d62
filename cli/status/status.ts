import { hostNameOf, portText } from '../../modules/config/leaf-address';
import { BASE_STACK_NAME, stackNameOf } from '../../modules/config/stack-name';
import { Names } from '../../modules/aws/naming';
import { isNamed } from '../project/find-leaf';
import { type Problem } from '../../modules/config/config-error';
import { type ConfigParts } from '../../modules/config/config-parts';
import { fileSystemsOfLeaves, type LeafFileSystem, withoutLeaf } from '../aws/file-systems';
import { knownContainer } from '../leaf/deployed-container';
import { type DeployedLeaf, type DeployedLeaves } from '../leaf/deployed-leaves';
import { assertSameRegion, otherNames } from '../leaf/elsewhere';
import { lookAt, NOT_DEPLOYED } from '../leaf/facts';
import { wasDeploymentKilled } from '../state/killed-deployment';
import { monthAwake } from '../leaf/month';
import { phaseOf, readyWhenOf } from '../../lambdas/shared/phase';
import { PlayersOnline } from '../leaf/players';
import { costSoFar, instanceTypeOf } from './cost-so-far';
import { type LeafStatus, leafStatus } from './leaf-status';

/** What `./cm status` shows. */
export interface ProjectStatus {
  readonly leaves: readonly LeafStatus[];
  /** File systems that were kept and that no leaf uses. Empty when one leaf was asked for. */
  readonly keptFileSystems: readonly LeafFileSystem[];
  /** Names of stacks that have a state but no YAML. Empty when one leaf was asked for. */
  readonly stacksWithoutYaml: readonly string[];
  /** What to say of leaves that are not deployed here, but under another Name. Absent when there are none. */
  readonly otherNames?: readonly string[];
  /** What is wrong with the config. Absent when nothing is, and when one leaf was asked for. */
  readonly configProblems?: readonly Problem[];
}

/**
 * Asks AWS about the leaves, all at once.
 *
 * @param name of the leaf that was asked for, as a person gave it; undefined for everything
 * @param players asks the games; remembers their answers for some seconds
 * @throws CommandError when the leaf that was asked for is not deployed and has no YAML; (refused) when leaves are deployed
 *   in another account or Region; as `caller` does
 */
export async function readStatus(
  leaves: DeployedLeaves,
  name: string | undefined,
  players: Pick<PlayersOnline, 'of'> = new PlayersOnline(),
): Promise<ProjectStatus> {
  const { config, clients, states } = leaves;
  const { base } = config;
  const { account } = await leaves.caller();
  const isAsked = name === undefined ? () => true : isNamed(name);
  const deployed = (await leaves.all()).filter(isAsked);
  const others = config.leaves.filter(isAsked).filter(({ id }) => deployed.every((leaf) => leaf.id !== id));
  // says that there is no such leaf
  if (name !== undefined && deployed.length + others.length === 0) await leaves.find(name);
  const ids = others.map(({ id }) => id);
  await assertSameRegion({ base, clients, states, account }, ids);
  const foreign = await otherNames({ base, clients, states }, ids);
  // a file with a wrong ending has to be renamed, which `configProblems` says: its leaf is no orphan
  const idsWithYaml = [...config.leaves.map(({ id }) => id), ...config.unreadLeafIds];
  const hasYaml = ({ id }: DeployedLeaf) => idsWithYaml.includes(id);
  const now = new Date();
  const statuses = [
    ...(await Promise.all(
      deployed.map((leaf) => statusOf(leaf, { hasYaml: hasYaml(leaf), now, players, region: base.region })),
    )),
    ...(await Promise.all(others.map(async (leaf) => statusOfFile(leaf, config, await isBegun(leaf.id, states))))),
  ];
  const shown = {
    leaves: statuses.sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(foreign.length > 0 && { otherNames: foreign }),
  };
  if (name !== undefined) return { ...shown, keptFileSystems: [], stacksWithoutYaml: [] };
  const [fileSystems, stacks] = await Promise.all([fileSystemsOfLeaves(clients.efs, base.name), states.stacks()]);
  const known = [BASE_STACK_NAME, ...idsWithYaml.map(stackNameOf)];
  return {
    ...shown,
    keptFileSystems: withoutLeaf(fileSystems),
    stacksWithoutYaml: stacks.filter((stack) => !known.includes(stack)),
    ...(config.problems.length > 0 && { configProblems: config.problems }),
  };
}

/** Whether a deployment of a leaf began: it wrote a state, or it was killed before, or it runs. */
async function isBegun(id: string, states: DeployedLeaves['states']): Promise<boolean> {
  const stack = stackNameOf(id);
  if ((await states.read(stack)).some(({ resources }) => resources.length > 0)) return true;
  if (await wasDeploymentKilled(stack, states)) return true;
  return (await states.readLock(stack))?.operation === 'OperationTypeApply';
}

async function statusOf(
  leaf: DeployedLeaf,
  {
    hasYaml,
    now,
    players,
    region,
  }: { hasYaml: boolean; now: Date; players: Pick<PlayersOnline, 'of'>; region: string },
): Promise<LeafStatus> {
  const { id, names, group, host } = leaf;
  const [facts, { ports }, month, instanceType] = await Promise.all([
    lookAt(leaf, group, now),
    knownContainer(leaf),
    monthAwake(leaf, group, now),
    instanceTypeOf(leaf.clients, group),
  ]);
  const identity = { id, names, hostName: host?.name, ports: ports.map(portText), hasYaml, isBegun: true };
  const isAsked = readyWhenOf(group) === 'answers' && phaseOf(facts) === 'ready';
  const online = isAsked ? await players.of(leaf) : undefined;
  const cost = costSoFar(region, instanceType, month, facts, now);
  return {
    ...leafStatus(identity, { ...facts, month, ...(online && { players: online }) }, now),
    ...(cost && { cost }),
  };
}

/** Of a leaf that is not deployed, or not yet completely. */
function statusOfFile(
  { id, ports }: ConfigParts['leaves'][number],
  { base }: ConfigParts,
  isBegun: boolean,
): LeafStatus {
  const hostName = base.domain && hostNameOf(id, base.domain);
  const names = new Names(base.name, stackNameOf(id));
  const identity = { id, names, hostName, ports: ports.map(portText), hasYaml: true, isBegun };
  return leafStatus(identity, NOT_DEPLOYED, new Date());
}
