import { type GuardedPlan } from '../../guard/finding';
import { gained, valuesOf } from '../gained';
import { type WidenedAccess } from '../widened-access';

/** Terraform type → what somebody can do with a new one. Our modules make `aws_key_pair` alone, from `Ssh.PublicKey`. */
const CREDENTIALS: Readonly<Record<string, string>> = {
  aws_ec2_instance_connect_endpoint: 'opens a way to instances from outside',
  aws_iam_access_key: 'is a new access key, which never expires',
  aws_iam_group_membership: 'puts users into a group',
  aws_iam_openid_connect_provider: 'makes the account trust another identity provider',
  aws_iam_saml_provider: 'makes the account trust another identity provider',
  aws_iam_service_specific_credential: 'is a new password for a service of AWS',
  aws_iam_signing_certificate: 'is a new certificate of a user',
  aws_iam_user: 'is a new user of the account',
  aws_iam_user_group_membership: 'puts a user into groups',
  aws_iam_user_login_profile: 'is a new password for the console',
  aws_iam_user_ssh_key: 'is a new SSH key of a user',
  aws_key_pair: 'is an SSH key that opens instances',
  aws_rolesanywhere_trust_anchor: 'makes the account trust certificates from outside',
  aws_ssm_activation: 'lets machines from outside join the account',
  aws_ssoadmin_account_assignment: 'gives a person or a group rights in the account',
};

/** Attributes that say whose or which credential it is: when one changes, somebody else has it. */
const IDENTITY = [
  'public_key',
  'encoded_key',
  'users',
  'groups',
  'user',
  'name',
  'status',
  'principal_id',
  'client_id_list',
];

/** Types that are made of instances, which a key opens. */
const WITH_KEY = ['aws_instance', 'aws_launch_configuration', 'aws_launch_template'];

/**
 * Finds new users, passwords, access keys, SSH keys and identity providers, and those that change hands.
 *
 * @param knownKeys names of the SSH keys that the plans show: instances that another one opens are reported
 */
export function newCredentials(plan: GuardedPlan, knownKeys: ReadonlySet<unknown>): WidenedAccess[] {
  const made = gained(plan, (values, _, { type }) => {
    const what = CREDENTIALS[type];
    if (what === undefined || Object.keys(values).length === 0) return [];
    // compared, but not shown
    return [`${what}\n${JSON.stringify(IDENTITY.map((name) => values[name] ?? null))}`];
  });
  const opened = gained(plan, ({ key_name: key }, _, { type }) =>
    typeof key !== 'string' || key === '' || !WITH_KEY.includes(type) || knownKeys.has(key)
      ? []
      : [`lets the SSH key ${key} open instances, which is not in these plans`],
  );
  return [...made.map((found) => ({ ...found, message: found.message.split('\n')[0] ?? '' })), ...opened];
}

/** Names of the SSH keys that are in plans, old and new. */
export function sshKeyNames(plans: readonly GuardedPlan[]): ReadonlySet<unknown> {
  const pairs = plans.flatMap(({ plan }) => plan.resource_changes.filter(({ type }) => type === 'aws_key_pair'));
  return new Set(pairs.flatMap(({ change }) => [change.before, change.after].map((side) => valuesOf(side).key_name)));
}
