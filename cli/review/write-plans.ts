import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { fileSystemsOfLeaves } from '../aws/file-systems';
import { assertStateIsSaved, initialize } from '../state/connect';
import { assertSamePlace } from '../state/last-place';
import { isAlone, othersText } from '../state/new-project';
import { findOtherProjects } from '../state/other-projects';
import { CommandError, InterruptedError } from '../terminal/errors';
import { withoutInterruption } from '../terminal/interrupts';
import { type Reporter } from '../terminal/reporter';
import { planText } from '../terraform/plan-counts';
import { type Workspace } from '../workspace';
import { type NewProject } from './new-project';
import { stateChangeSince, stateChangeText } from './state-change';
import { assertPlanFolder, DEPLOYED_FILE, deployedText, UNPLANNED_FILE, unplannedText } from './plan-folder';

/**
 * Plans base and every leaf, and writes a file for each, with what is deployed and which stacks failed beside them.
 *
 * @param folder is emptied of plans before
 * @param before a commit: the page says so when the state was somewhere else in it
 * @throws CommandError (wrong use) where the folder holds other JSON; when all are planned, where one failed
 */
export async function writePlans(
  folder: string,
  workspace: Workspace,
  reporter: Reporter,
  before?: string,
): Promise<void> {
  assertPlanFolder(folder);
  const { clients, config, configFolder } = workspace;
  const stateChange = before === undefined ? undefined : stateChangeSince(configFolder, before);
  // said first: in a bucket of somebody else nothing can be planned
  if (stateChange !== undefined) reporter.say(stateChangeText(stateChange));
  const stacks = [BASE_STACK_NAME, ...config.leaves.map(({ stackName }) => stackName)];
  const deployed = await workspace.prepare(stacks, { createsStates: true });
  const isBaseDeployed = deployed.includes(BASE_STACK_NAME);
  const newProject = isBaseDeployed ? undefined : await besideOthers(workspace);
  if (newProject !== undefined) reporter.say(`${othersText(newProject.name, newProject)}\n./cm deploy refuses this.`);
  await reporter.during('Synthesizing', () => workspace.synthesize());
  emptyFolder(folder);
  const fileSystems = await fileSystemsOfLeaves(clients.efs, config.base.name);
  const about = { ...(stateChange && { stateChange }), ...(newProject && { newProject }) };
  writePrivately(join(folder, DEPLOYED_FILE), deployedText(deployed, fileSystems, about));
  if (!isBaseDeployed) reporter.say('Base is not deployed yet: leaves can be planned after it is.');
  const leaves = isBaseDeployed ? config.leaves.map(({ stackName }) => stackName) : [];
  const unplanned = new Set([BASE_STACK_NAME, ...leaves]);
  const noteUnplanned = () => {
    writePrivately(join(folder, UNPLANNED_FILE), unplannedText(unplanned));
  };
  // written first: if this ends early, the page must not show a stack as unchanged
  noteUnplanned();
  const failures: string[] = [];
  for (const stack of [...unplanned]) {
    try {
      await writePlan(stack, folder, workspace, reporter);
      unplanned.delete(stack);
      noteUnplanned();
    } catch (error) {
      if (!(error instanceof CommandError) || error instanceof InterruptedError) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new CommandError(failures.join('\n\n'));
}

/** Undefined when nothing exists beside the project, as far as the account lets it be asked. */
async function besideOthers({ config, clients, states, project }: Workspace): Promise<NewProject | undefined> {
  const { name } = config.base;
  const others = await findOtherProjects({ name, clients, states, project });
  return isAlone(others) ? undefined : { name, ...others };
}

async function writePlan(stack: string, folder: string, workspace: Workspace, reporter: Reporter): Promise<void> {
  const { config, project, states } = workspace;
  if (config.base.state !== undefined && existsSync(project.localStateFile(stack))) {
    throw new CommandError(`${stack} has a local state: run ./cm deploy, which moves it to S3, before you plan`);
  }
  const terraform = workspace.terraform(stack);
  assertStateIsSaved(terraform, project);
  await assertSamePlace(terraform, states);
  try {
    const plan = await reporter.during(`Planning ${stack}`, () =>
      withoutInterruption(async () => {
        await initialize(terraform, states);
        return terraform.plan({ showsUnchanged: true });
      }),
    );
    writePrivately(join(folder, `${stack}.json`), JSON.stringify(plan));
    reporter.say(planText(stack, plan));
  } finally {
    terraform.discardPlan();
  }
}

/** An old plan of a stack that no longer exists would be read as a new one. */
function emptyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.json')) rmSync(join(folder, name));
}

function writePrivately(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}
