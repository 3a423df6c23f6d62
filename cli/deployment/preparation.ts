import { BASE_STACK_NAME, stackNameOf } from '../../modules/config/stack-name';
import { fileSystemsOfLeaves } from '../aws/file-systems';
import { checkInAws, enforceChecks } from '../check/check';
import { type GuardedDeployment } from '../guard/finding';
import { assertStateIsSaved } from '../state/connect';
import { assertSamePlace } from '../state/last-place';
import { assertNamesAreFree } from '../state/names-are-free';
import { assertNeverDeployed } from '../state/never-deployed';
import { assertNewOnPurpose, assertSameName } from '../state/new-project';
import { type Reporter } from '../terminal/reporter';
import { type Workspace } from '../workspace';
import { type KilledDeployments } from './killed-deployments';

/** What surrounds a deployment in the account. */
export type Surroundings = Omit<GuardedDeployment, 'plans'>;

export interface PreparationProps {
  readonly workspace: Workspace;
  readonly killed: KilledDeployments;
  readonly reporter: Reporter;
  /** Name of a project that is new on purpose. */
  readonly newProject: string | undefined;
}

export interface Preparation {
  /** Names of all stacks that have a state. */
  readonly deployed: readonly string[];
  readonly surroundings: Surroundings;
}

/**
 * Synthesizes stacks, and checks everything that can be checked before they are planned. Changes nothing in AWS.
 *
 * @param stacks names, base among them
 * @param isWhole whether these are all stacks of the config
 * @throws CommandError with what is wrong; (refused) when something exists that the deployment would create a second time
 */
export async function prepareDeployment(
  props: PreparationProps,
  stacks: readonly string[],
  isWhole: boolean,
): Promise<Preparation> {
  const { workspace, killed, reporter, newProject } = props;
  const { clients, config } = workspace;
  assertSameName(newProject, config.base.name);
  const deployed = await workspace.prepare(stacks, { createsStates: true });
  const checks = await reporter.during('Synthesizing', async () => {
    // at once: each takes a second or two
    const [, results] = await Promise.all([workspace.synthesize(), checkInAws(workspace, deployed)]);
    return results;
  });
  enforceChecks(checks, reporter);
  await killed.find(stacks);
  if (!deployed.includes(BASE_STACK_NAME)) await assertFirstDeployment(props);
  else if (newProject !== undefined) {
    reporter.say(
      reporter.colors.yellow(`--new-project ${newProject}: its base is deployed already. Leave the option out.`),
    );
  }
  const isNew = (stack: string) => !deployed.includes(stack);
  await assertNamesAreFree(config.base.name, stacks.filter(isNew), clients);
  return { deployed, surroundings: await lookAround(workspace, deployed, isWhole) };
}

async function assertFirstDeployment({ workspace, killed, newProject }: PreparationProps): Promise<void> {
  const { clients, config, project, states } = workspace;
  const { name } = config.base;
  const terraform = workspace.terraform(BASE_STACK_NAME);
  // what AWS has is then in a state, only not yet saved where it belongs
  assertStateIsSaved(terraform, project);
  // where this computer had the state, this says more than the next check
  await assertSamePlace(terraform, states);
  await assertNeverDeployed(config.base, clients, killed.has(BASE_STACK_NAME));
  await assertNewOnPurpose({ name, clients, states, project }, newProject);
}

async function lookAround(
  { clients, config, leafIds }: Workspace,
  deployed: readonly string[],
  isWhole: boolean,
): Promise<Surroundings> {
  const known = leafIds.map(stackNameOf);
  const deployedLeaves = deployed.filter((stack) => stack !== BASE_STACK_NAME);
  return {
    deployedLeaves,
    orphans: deployedLeaves.filter((stack) => !known.includes(stack)),
    fileSystems: await fileSystemsOfLeaves(clients.efs, config.base.name),
    isWhole,
  };
}
