import { matchesAction, matchesArn, matchesText } from './patterns';
import { type Condition, type Patterns, type PrincipalElement, type Statement } from './policy';

/** Who calls: a role, by its ARN, or a service of AWS, e.g. `events.amazonaws.com`. */
export type Principal = { readonly role: string } | { readonly service: string };

/** One action on one resource. */
export interface AccessRequest {
  readonly principal: Principal;
  /** E.g. `autoscaling:SetDesiredCapacity`. */
  readonly action: string;
  /** An ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
  /**
   * Every condition key that AWS knows for this action: in lower case, with its values in this request. Undefined: the
   * request does not have it. `aws:resourcetag/${tagkey}`, in AWS's notation, says so of each tag that is not listed.
   */
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The policies that count for a request in one account. */
export interface Policies {
  /** Of the role that calls. */
  readonly identity: readonly Statement[];
  /** Of the resource, e.g. of a topic. */
  readonly resource: readonly Statement[];
}

/** AWS's words for why a request is not allowed: in a policy it is denied, or no policy allows it. */
export type Verdict = 'allowed' | 'explicit deny' | 'implicit deny';

/**
 * What IAM says to a request within one account: a Deny that matches wins; otherwise an Allow of either the role's or
 * the resource's policies is enough.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * @throws Error that names a condition key that is not in the request's context
 */
export function evaluate(request: AccessRequest, { identity, resource }: Policies): Verdict {
  const matching = [
    ...identity.filter((statement) => concerns(statement, request)),
    ...resource.filter(
      (statement) => isPrincipal(statement.principals, request.principal) && concerns(statement, request),
    ),
  ];
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicit deny';
  return matching.length > 0 ? 'allowed' : 'implicit deny';
}

/** Whether a statement's actions, resources and conditions match. */
function concerns({ actions, resources, conditions }: Statement, request: AccessRequest): boolean {
  return (
    matches(actions, (pattern) => matchesAction(pattern, request.action)) &&
    (resources === undefined || matches(resources, (pattern) => matchesResource(pattern, request.resource))) &&
    // each of them, so that a key that is not known is found also where another one does not match
    conditions.map((condition) => holds(condition, request)).every(Boolean)
  );
}

function matches({ isNot, patterns }: Patterns, isMatch: (pattern: string) => boolean): boolean {
  return patterns.some(isMatch) !== isNot;
}

function matchesResource(pattern: string, resource: string): boolean {
  return pattern === '*' || matchesArn(pattern, resource);
}

/** @throws Error for principals that are not known here, such as a whole account */
function isPrincipal(principals: PrincipalElement | undefined, principal: Principal): boolean {
  if (principals === undefined) throw new Error('a statement of a resource has no Principal');
  if (principals === '*') return true;
  const { AWS = [], Service = [] } = principals;
  const other = AWS.find((one) => one !== '*' && !one.includes(':role/'));
  if (other !== undefined) throw new Error(`the principal ${other} is not known here`);
  if (AWS.includes('*')) return true;
  return 'service' in principal ? Service.includes(principal.service) : AWS.includes(principal.role);
}

function holds({ operator, key, values }: Condition, { context, action }: AccessRequest): boolean {
  const name = key.toLowerCase();
  const isKnown = [name, name.replace(/\/.*/, '/${tagkey}')].some((one) => Object.hasOwn(context, one));
  if (!isKnown) throw new Error(`the condition key ${key} is not known for ${action}`);
  const found = context[name];
  const isMatch = (one: string) => values.some((value) => matchesValue(operator, value, one));
  // of a key that is absent all values match
  if (operator.startsWith('ForAllValues:')) return (found ?? []).every(isMatch);
  if (found === undefined) return false;
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) throw new Error(`${operator} is for one value, and ${key} has several`);
  return isMatch(only);
}

function matchesValue(operator: Condition['operator'], value: string, found: string): boolean {
  switch (operator) {
    case 'ArnEquals':
    case 'ArnLike':
      return matchesArn(value, found);
    case 'Bool':
      return value.toLowerCase() === found.toLowerCase();
    case 'StringEquals':
    case 'ForAllValues:StringEquals':
      return value === found;
    case 'StringLike':
    case 'ForAllValues:StringLike':
      return matchesText(value, found);
  }
}
