import { z } from 'zod';

import { matchesWildcards } from './wildcards';
import { Work } from '../changes/work';

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
 *
 * @throws TooMuchWorkError for policies that take too long to compare
 */
export function isWider(
  after: readonly PolicyStatement[],
  before: readonly PolicyStatement[],
  work = new Work(),
): boolean {
  const of = (statements: readonly PolicyStatement[], effect: string) =>
    statements.filter(({ Effect }) => Effect === effect).map(comparable);
  return (
    !areCovered(of(after, 'Allow'), of(before, 'Allow'), work) ||
    !areCovered(of(before, 'Deny'), of(after, 'Deny'), work)
  );
}

/** Condition keys that tell who or where the caller is. Others, e.g. that the caller uses TLS, do not narrow a policy. */
const NARROWING_KEYS =
  /^(aws:(Principal(Arn|Account|Org.*|Tag.*)|Source(Arn|Account|Owner|Org.*|Ip|Vpc|Vpce)|userid)|elasticfilesystem:AccessedViaMountTarget)$/i;

/** Operators that require a value and fail without one. */
const NARROWING_OPERATORS = /^(String|Arn)(Equals|Like)(IgnoreCase)?$|^(IpAddress|Bool)$/i;

/** `*`, every address, a resource of any account. */
const ANY_VALUE = /^[*]|^[\da-f.:]+\/[0-7]$|^arn:[^:]*:[^:]*:[^:]*:[*]/i;

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

/** A statement with what is compared of it more than once. */
interface Comparable {
  readonly text: string;
  /** NotAction and the like name no parts to compare. */
  readonly hasNegation: boolean;
  readonly actions: readonly string[];
  /** One empty text where the policy belongs to a resource. */
  readonly resources: readonly string[];
  /** `kind:identifier`; one empty text where the policy belongs to its principal. */
  readonly principals: readonly string[];
  readonly conditions: ReadonlySet<string>;
}

function comparable(statement: PolicyStatement): Comparable {
  const { Action = [], Resource = [''], Principal, NotAction, NotResource, NotPrincipal, Condition } = statement;
  const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => JSON.stringify([operator, key, value])),
  );
  return {
    text: JSON.stringify(statement),
    hasNegation: [NotAction, NotResource, NotPrincipal].some((part) => part !== undefined),
    // names of actions have no case
    actions: Action.map((action) => action.toLowerCase()),
    resources: Resource,
    principals:
      Principal === undefined
        ? ['']
        : Object.entries(Principal).flatMap(([kind, names]) => names.map((name) => `${kind}:${name}`)),
    conditions: new Set(tests),
  };
}

/** Whether statements allow all that others allow. */
function areCovered(inner: readonly Comparable[], outer: readonly Comparable[], work: Work): boolean {
  const texts = new Set(outer.map(({ text }) => text));
  return inner.every((statement) => {
    work.take();
    return texts.has(statement.text) || (!statement.hasNegation && isCovered(statement, outer, work));
  });
}

/** Whether each combination of a statement's parts is in one of the other statements. */
function isCovered(inner: Comparable, others: readonly Comparable[], work: Work): boolean {
  const candidates = others.filter((outer) => !outer.hasNegation && hasNoMoreConditions(outer, inner, work));
  const matching = (part: 'actions' | 'resources' | 'principals') =>
    distinct(
      inner[part].map((text) =>
        candidates.flatMap((outer, index) => (isMatched(outer[part], text, work) ? [index] : [])),
      ),
    );
  const [actions, resources, principals] = [matching('actions'), matching('resources'), matching('principals')];
  return actions.every((byAction) =>
    resources.every((byResource) => {
      work.take(1 + byAction.size);
      const both = [...byAction].filter((outer) => byResource.has(outer));
      return principals.every((byPrincipal) =>
        both.some((outer) => {
          work.take();
          return byPrincipal.has(outer);
        }),
      );
    }),
  );
}

/** Most parts are matched by the same statements: each such set is looked at once. */
function distinct(found: readonly (readonly number[])[]): ReadonlySet<number>[] {
  return [...new Map(found.map((indexes) => [indexes.join(), new Set(indexes)])).values()];
}

function hasNoMoreConditions(outer: Comparable, inner: Comparable, work: Work): boolean {
  work.take(1 + outer.conditions.size);
  return [...outer.conditions].every((test) => inner.conditions.has(test));
}

function isMatched(patterns: readonly string[], text: string, work: Work): boolean {
  work.take();
  return patterns.some((pattern) => matchesWildcards(pattern, text, work));
}
