import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';

import { parsePolicy, type Statement } from './policy';

/** A role as it is deployed. */
export interface RolePolicies {
  /** Who may assume it. */
  readonly trust: readonly Statement[];
  /** What it may do, by all policies inline and attached. */
  readonly identity: readonly Statement[];
}

/**
 * Reads a role and its policies.
 *
 * @throws Error when there is no such role, or for a policy that is not known here
 */
export async function readRole(iam: IAMClient, RoleName: string): Promise<RolePolicies> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const inline = PolicyNames.map(async (PolicyName) => {
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return statements(PolicyDocument, `${PolicyName} of the role ${RoleName}`);
  });
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const attached = AttachedPolicies.map(async ({ PolicyArn }) => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
    );
    return statements(PolicyVersion?.Document, String(PolicyArn));
  });
  return {
    trust: statements(Role?.AssumeRolePolicyDocument, `of who may assume ${RoleName}`),
    identity: (await Promise.all([...inline, ...attached])).flat(),
  };
}

/** IAM gives policies as in a URL. */
function statements(document: string | undefined, name: string): readonly Statement[] {
  return parsePolicy(decodeURIComponent(String(document)), name);
}
