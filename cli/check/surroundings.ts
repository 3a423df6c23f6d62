import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { credentialsName } from '../aws/credentials-name';
import { CommandError } from '../terminal/errors';
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
