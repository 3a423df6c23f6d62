import { type GuardedPlan } from '../../guard/finding';
import { embeddedStatements, textsIn, unreadablePolicies } from '../embedded-policies';
import { gained, valuesOf } from '../gained';
import { type PolicyStatement } from '../policy-statements';
import { type WidenedAccess } from '../widened-access';
import { matchesWildcards } from '../wildcards';
import { Work } from '../../changes/work';

/** Whoever may do one of these can give themselves every other right. */
const DECISIVE_ACTIONS = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PassRole',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'sts:AssumeRole',
].map((action) => action.toLowerCase());

/** Policies of AWS that give such rights. */
const AWS_POLICY = /^arn:[^:]*:iam::aws:policy\/(.*\/)?([^/]*Admin[^/]*|IAMFullAccess|PowerUserAccess)$/i;

/** A policy of an account. */
const ACCOUNT_POLICY = /^arn:[^:]*:iam::\d{12}:policy\//;

/** Longer ones are none of AWS's. */
const ARN_LENGTH = 2048;

/** Types that attach a policy to users and groups, and so perhaps to people who exist. */
const OF_PEOPLE = /^aws_iam_((user|group)_)?policy_attachment$/;

const POLICY_ARNS = /^(managed_)?policy_arns?$/;

/** An action of this length is none of AWS's. */
const ACTION_LENGTH = 128;

/** Finds policies that newly give the rights of an administrator, or rights by which one can get them. */
export function newAdministrators(guarded: GuardedPlan): WidenedAccess[] {
  const shown = new Set(guarded.plan.resource_changes.map(({ change }) => valuesOf(change.before).arn));
  return gained(guarded, (values, unknown, { type }) => [
    ...(OF_PEOPLE.test(type) && unknown.policy_arn === true
      ? ['attaches a policy that is known only after apply: read it in the code']
      : []),
    ...(type === 'aws_cloudformation_stack' && Object.keys(values).length > 0
      ? ['creates what a template says, which is not in this plan']
      : []),
    ...embeddedStatements(values).flatMap(decisiveRights),
    ...textsIn(values).flatMap(({ attribute, text }) => {
      if (text.length <= ARN_LENGTH && AWS_POLICY.test(text)) return [`gives the rights of an administrator (${text})`];
      return POLICY_ARNS.test(attribute) && ACCOUNT_POLICY.test(text) && !shown.has(text)
        ? [`attaches ${text}, whose content is not in this plan`]
        : [];
    }),
    ...(type.startsWith('aws_iam_')
      ? unreadablePolicies(values).map((attribute) => `has a ${attribute} that could not be read`)
      : []),
  ]);
}

/** Only of policies that belong to a principal: what others may do to one resource is the matter of another rule. */
function decisiveRights({ Effect, Action = [], NotAction, Principal, NotPrincipal }: PolicyStatement): string[] {
  if (Effect === 'Deny' || Principal !== undefined || NotPrincipal !== undefined) return [];
  if (NotAction !== undefined) return ['gives every right but those that its NotAction names'];
  return Action.filter(isDecisive).map((action) => `gives the rights of an administrator (${action})`);
}

function isDecisive(pattern: string): boolean {
  // too long to be a name: it has wildcards enough
  if (pattern.length > ACTION_LENGTH) return pattern.includes('*');
  return DECISIVE_ACTIONS.some((action) => matchesWildcards(pattern.toLowerCase(), action, new Work()));
}
