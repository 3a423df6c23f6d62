import { type GuardedPlan } from '../../guard/finding';
import { embeddedStatements, textsIn } from '../embedded-policies';
import { gained, type Values, valuesOf } from '../gained';
import { isPublic, type PolicyStatement } from '../policy-statements';
import { type WidenedAccess } from '../widened-access';

/** Attributes that name who gets access, in resources that have no policy for it, e.g. `aws_lambda_permission.principal`. */
const GRANTEE = /^(principal|principal_arn|grantee_principal|account_id|account_ids|allowed_principals)$/;

/** Types whose attribute of that name says something else. */
const OWN_ACCOUNT = /^aws_(organizations_|account_|config_aggregate|caller)/;

const ACCOUNT = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/;

const ORGANIZATION = /^arn:[^:]*:organizations:/;

/** Keys of conditions that name whom a policy for everybody lets in. */
const CALLER_KEYS = /^aws:(principal(arn|account|orgid|orgpaths)|source(account|owner|orgid|orgpaths)|userid)$/i;

/** Types whose grants to everybody another rule reports. */
const EVERYBODY_ELSEWHERE = new Set(['aws_lambda_permission']);

/** Operators by which a condition names callers instead of excluding them. */
const NAMING_OPERATORS = /^(String|Arn)(Equals|Like)(IgnoreCase)?$/i;

/**
 * Finds who newly gets access from outside: other accounts, identity providers, everybody. Services of AWS are not reported.
 *
 * @param own the accounts that the plans' existing resources are in; an account that is not among them is reported
 */
export function foreignAccess(plan: GuardedPlan, own: ReadonlySet<string>): WidenedAccess[] {
  return gained(plan, (values, unknown, { type }) => [
    ...embeddedStatements(values).flatMap((statement) => letIn(statement, own)),
    ...grantees(type, values).flatMap((name) => outsider('AWS', name, own)),
    ...(unknown.assume_role_policy === true
      ? ['has a trust policy that is known only after apply: read in the code who gets its rights']
      : []),
  ]);
}

/** The accounts that the existing resources of plans are in. */
export function ownAccounts(plans: readonly GuardedPlan[]): ReadonlySet<string> {
  const arns = plans.flatMap(({ plan }) =>
    plan.resource_changes
      // a pull request can import what another account shares
      .filter(({ mode, change }) => mode === 'managed' && change.importing === undefined)
      .map(({ change }) => valuesOf(change.before).arn),
  );
  return new Set(arns.flatMap((arn) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(String(arn))?.[1] ?? []));
}

function letIn(statement: PolicyStatement, own: ReadonlySet<string>): string[] {
  const { Effect, NotPrincipal, Condition } = statement;
  if (Effect === 'Deny') return [];
  if (isPublic([statement])) return ['lets everybody in'];
  const Principal = NotPrincipal === undefined ? (statement.Principal ?? {}) : { AWS: ['*'] };
  const names = Object.entries(Principal).flatMap(([kind, all]) => all.map((name) => [kind, name] as const));
  const found = names.filter(([, name]) => name !== '*').flatMap(([kind, name]) => outsider(kind, name, own));
  if (!names.some(([, name]) => name === '*')) return found;
  const callers = Object.entries(Condition)
    .filter(([operator]) => NAMING_OPERATORS.test(operator))
    .flatMap(([, tests]) => Object.entries(tests))
    .filter(([key]) => CALLER_KEYS.test(key))
    .flatMap(([, value]) => [value].flat().map(String));
  // an address or a tag of the caller: anybody can have it
  if (callers.length === 0) return [...found, 'lets everybody in who meets its conditions'];
  return [...found, ...callers.flatMap((name) => outsider('AWS', name, own))];
}

function outsider(kind: string, name: string, own: ReadonlySet<string>): string[] {
  if (kind === 'Service') return [];
  if (kind === 'Federated') return [`lets in whom the identity provider ${name} vouches for`];
  if (kind !== 'AWS') return [`lets ${kind} ${name} in`];
  const account = ACCOUNT.exec(name)?.[1];
  if (account === undefined) return [`lets ${name} in`];
  if (own.has(account)) return [];
  return [`lets account ${account} in${own.size > 0 ? ', which is not yours' : ': check that it is yours'}`];
}

/** Accounts and ARNs of principals; services are no outsiders. */
function grantees(type: string, values: Values): string[] {
  if (OWN_ACCOUNT.test(type)) return [];
  const found = textsIn(values).filter(({ attribute }) => GRANTEE.test(attribute));
  const isForAll = found.some(({ attribute, text }) => attribute === 'principal' && text === '*');
  const callers = [values.source_account, values.principal_org_id, values.organization_id].filter(
    (one): one is string => typeof one === 'string' && one !== '',
  );
  return [
    ...found.filter(({ text }) => ACCOUNT.test(text) || ORGANIZATION.test(text)).map(({ text }) => text),
    ...(isForAll ? (callers.length > 0 ? callers : EVERYBODY_ELSEWHERE.has(type) ? [] : ['everybody']) : []),
  ];
}
