import { z } from 'zod';

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const principals = z.union([
  z.literal('*').transform((): Record<string, string[]> => ({ AWS: ['*'] })),
  z.record(z.string(), list),
]);

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: list.optional(),
  NotAction: list.optional(),
  Resource: list.optional(),
  NotResource: list.optional(),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

const document = z.object({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

export type PolicyStatement = z.infer<typeof statement>;

/** Statements of an IAM policy in JSON; none for an absent one, undefined when it cannot be read. */
export function policyStatements(policy: unknown): PolicyStatement[] | undefined {
  if (policy === undefined || policy === null || policy === '') return [];
  if (typeof policy !== 'string') return undefined;
  try {
    return document.safeParse(JSON.parse(policy)).data?.Statement;
  } catch {
    // no JSON
    return undefined;
  }
}

/**
 * Whether a policy allows what it did not before: an action on a resource for a principal that no statement allowed under
 * the same or fewer conditions, or because a denial is gone or narrower.
 */
export function isWider(after: readonly PolicyStatement[], before: readonly PolicyStatement[]): boolean {
  const of = (statements: readonly PolicyStatement[], effect: string) =>
    statements.filter(({ Effect }) => Effect === effect);
  const [allowed, denied] = [of(before, 'Allow'), of(after, 'Deny')];
  return (
    of(after, 'Allow').some((each) => !isCovered(each, allowed)) ||
    of(before, 'Deny').some((each) => !isCovered(each, denied))
  );
}

/** Condition keys that tell who or where the caller is. Others, e.g. that the caller uses TLS, do not narrow a policy. */
const NARROWING_KEYS =
  /^(aws:(Principal(Arn|Account|Org.*|Tag.*)|Source(Arn|Account|Owner|Org.*|Ip|Vpc|Vpce)|userid)|elasticfilesystem:AccessedViaMountTarget)$/i;

/** Operators that require a value and fail without one. */
const NARROWING_OPERATORS = /^(String|Arn)(Equals|Like)(IgnoreCase)?$|^(IpAddress|Bool)$/i;

/** `*`, every address, a resource of any account. */
const ANY_VALUE = /^[*]|^(0\.0\.0\.0|::)\/0$|^arn:[^:]*:[^:]*:[^:]*:[*]/;

/** Whether a policy grants public access: to anybody, from any account. */
export function isPublic(statements: readonly PolicyStatement[]): boolean {
  return statements.some(
    ({ Effect, Principal, NotPrincipal, Condition }) =>
      Effect === 'Allow' &&
      (NotPrincipal !== undefined || Object.values(Principal ?? {}).some((names) => names.includes('*'))) &&
      !Object.entries(Condition).some(
        ([operator, tests]) => NARROWING_OPERATORS.test(operator) && Object.entries(tests).some(isNarrowing),
      ),
  );
}

/** Whether a policy allows all actions, or all of one service. */
export function isWholeService(statements: readonly PolicyStatement[]): boolean {
  return statements.some(
    ({ Effect, Action = [], NotAction }) =>
      Effect === 'Allow' && (NotAction !== undefined || Action.some((action) => /^([^:]*:)?[*]+$/.test(action))),
  );
}

function isNarrowing([key, value]: [string, unknown]): boolean {
  return NARROWING_KEYS.test(key) && [value].flat().every((one) => !ANY_VALUE.test(String(one)));
}

/** Whether other statements allow all that a statement allows: each combination of its parts is in one of them. */
function isCovered(inner: PolicyStatement, others: readonly PolicyStatement[]): boolean {
  if (others.some((outer) => isEqual(inner, outer))) return true;
  // NotAction and the like name no parts to compare
  if (hasNegation(inner)) return false;
  const candidates = others.filter((outer) => !hasNegation(outer) && hasNoMoreConditions(outer, inner));
  return combinations(inner).every(({ action, resource, principal }) =>
    candidates.some(
      (outer) =>
        matches(outer.Action ?? [], action, true) &&
        matches(outer.Resource ?? [''], resource) &&
        matches(principalsOf(outer), principal),
    ),
  );
}

function combinations(inner: PolicyStatement) {
  return (inner.Action ?? []).flatMap((action) =>
    (inner.Resource ?? ['']).flatMap((resource) =>
      principalsOf(inner).map((principal) => ({ action, resource, principal })),
    ),
  );
}

/** `kind:identifier`; one empty text when the policy belongs to its principal. */
function principalsOf({ Principal }: PolicyStatement): string[] {
  if (Principal === undefined) return [''];
  return Object.entries(Principal).flatMap(([kind, names]) => names.map((name) => `${kind}:${name}`));
}

function hasNegation({ NotAction, NotResource, NotPrincipal }: PolicyStatement): boolean {
  return [NotAction, NotResource, NotPrincipal].some((part) => part !== undefined);
}

function hasNoMoreConditions(outer: PolicyStatement, inner: PolicyStatement): boolean {
  return Object.entries(outer.Condition).every(([operator, tests]) =>
    Object.entries(tests).every(([key, value]) => isEqual(inner.Condition[operator]?.[key], value)),
  );
}

/** A `*` in the text counts as a letter that only a `*` in the pattern matches. */
function matches(patterns: readonly string[], text: string, isCaseless = false): boolean {
  return patterns.some((pattern) => {
    const expression = pattern
      .split(/([*?])/)
      .map((part) => (part === '*' ? '[^]*' : part === '?' ? '[^*]' : part.replace(/[\\^$.+()[\]{}|]/g, '\\$&')))
      .join('');
    return new RegExp(`^${expression}$`, isCaseless ? 'iu' : 'u').test(text);
  });
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
