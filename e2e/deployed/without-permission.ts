import { GetRolePolicyCommand, type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';

/** Name of the one inline policy that a function's role has. */
const POLICY_NAME = 'own';

/** Runs something while a role lacks one action that its policy allows. */
export async function withoutPermission(
  iam: IAMClient,
  RoleName: string,
  action: string,
  run: () => Promise<void>,
): Promise<void> {
  const policy = { RoleName, PolicyName: POLICY_NAME };
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(policy));
  // IAM gives policies as in a URL
  const before = decodeURIComponent(PolicyDocument);
  const after = before.replaceAll(`"${action}"`, '"none:None"');
  if (after === before) throw new Error(`the role ${RoleName} does not have ${action}`);
  const put = (document: string) => iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: document }));
  await put(after);
  try {
    await run();
  } finally {
    await put(before);
  }
}
