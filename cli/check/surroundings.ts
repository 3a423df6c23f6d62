import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { credentialsName } from '../aws/credentials-name';
import { otherAccountOfTerraform } from '../aws/terraform-credentials';
import { assertSamePlace } from '../state/last-place';
import { assertNewOnPurpose } from '../state/new-project';
import { CommandError } from '../terminal/errors';
import { killedRuns } from '../terraform/killed-runs';
import { assertTerraform } from '../terraform/version';
import { type Workspace } from '../workspace';
import { checkInAws } from './check';
import { type CheckResult } from './result';

/**
 * Checks everything that a deployment needs: Terraform, the credentials, the states, and what the config names in AWS.
 * Nothing is asked of AWS where it does not accept the credentials.
 */
export async function checkAll(workspace: Workspace): Promise<CheckResult[]> {
  const { config, project } = workspace;
  const terraform = check('Terraform is installed and new enough', () => assertTerraform(project.folder));
  const credentials = await checkCredentials(workspace);
  if (credentials.failures.length > 0) return [await terraform, credentials];
  let deployed: string[] = [];
  const states = await check('', async () => {
    deployed = await workspace.deployed([BASE_STACK_NAME, ...config.leaves.map(({ stackName }) => stackName)]);
  });
  return [
    await terraform,
    credentials,
    { ...states, what: statesText(workspace, deployed) },
    ...(states.failures.length > 0 || deployed.includes(BASE_STACK_NAME) ? [] : [await checkNewProject(workspace)]),
    await checkTerraformsAccount(workspace),
    ...(await checkInAws(workspace, deployed)),
  ];
}

async function checkCredentials(workspace: Workspace): Promise<CheckResult> {
  let what = '';
  const result = await check(what, async () => {
    const { account, arn } = await workspace.caller();
    what = `AWS accepts ${await credentialsName(workspace.config.base.region)}: account ${account}, ${arn}`;
  });
  return { ...result, what };
}

async function checkTerraformsAccount(workspace: Workspace): Promise<CheckResult> {
  const failure = await otherAccountOfTerraform(workspace.config.base.region, await workspace.caller());
  return { what: 'Terraform works in the same account', failures: failure === undefined ? [] : [failure], doubts: [] };
}

/** Before its base is deployed, a project is new: on purpose, or because somebody changed Name. */
async function checkNewProject(workspace: Workspace): Promise<CheckResult> {
  const { clients, config, project, states } = workspace;
  const { name, region } = config.base;
  const base = workspace.terraform(BASE_STACK_NAME);
  return check(`${region} has no project with another Name than ${name}`, async () => {
    await assertSamePlace(base, states);
    // the deployment that was killed has checked it
    if (killedRuns(base.folder).some(({ kind }) => kind === 'apply')) return;
    await assertNewOnPurpose({ name, clients, states, project }, undefined);
  });
}

function statesText({ config }: Workspace, deployed: readonly string[]): string {
  const { state, region } = config.base;
  const where =
    state === undefined ? 'the states are files on this computer' : `the bucket ${state.bucket} of the states is yours`;
  const what = deployed.length === 0 ? 'nothing is deployed yet' : `deployed in ${region}: ${deployed.join(', ')}`;
  return `${where}; ${what}`;
}

async function check(what: string, assert: () => Promise<unknown>): Promise<CheckResult> {
  try {
    await assert();
    return { what, failures: [], doubts: [] };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { what, failures: [error.message], doubts: [] };
  }
}
