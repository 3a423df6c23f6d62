import { z } from 'zod';

/** `*`, or kind → identifiers, e.g. `{ Service: ['events.amazonaws.com'] }`. */
export type PrincipalElement = '*' | Readonly<Partial<Record<'AWS' | 'Service', readonly string[]>>>;

/** One statement of an IAM policy, with a list wherever a policy may have one value or several. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Only in policies of a resource. */
  readonly principals?: PrincipalElement;
  /** The statement is about actions that match one of these, or, where `isNot`, none of these. */
  readonly actions: Patterns;
  /** Absent in trust policies: there the resource is the role itself. */
  readonly resources?: Patterns;
  readonly conditions: readonly Condition[];
}

/** An element and its opposite, e.g. `Action` and `NotAction`. */
export interface Patterns {
  readonly isNot: boolean;
  readonly patterns: readonly string[];
}

/** One key of one operator. */
export interface Condition {
  readonly operator: Operator;
  /** E.g. `aws:SourceArn`. IAM does not tell upper from lower case in it. */
  readonly key: string;
  /** One of them must match. */
  readonly values: readonly string[];
}

/** Those that the policies of the stacks use, and of docs/ci.md. */
export const OPERATORS = [
  'ArnEquals',
  'ArnLike',
  'Bool',
  'StringEquals',
  'StringLike',
  'ForAllValues:StringEquals',
  'ForAllValues:StringLike',
] as const;
export type Operator = (typeof OPERATORS)[number];

const listOf = (value: unknown): unknown => (Array.isArray(value) ? value : [value]);
const oneOrMore = z.preprocess(listOf, z.array(z.string()).min(1));
const StatementElement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z
    .union([z.literal('*'), z.strictObject({ AWS: oneOrMore.optional(), Service: oneOrMore.optional() })])
    .optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.partialRecord(z.enum(OPERATORS), z.record(z.string(), oneOrMore)).optional(),
});
const PolicyDocument = z.strictObject({
  // the older one knows no policy variables, and is what IAM takes where none is named
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.preprocess(listOf, z.array(StatementElement)),
});

/**
 * The statements of a policy.
 *
 * @param json the policy as AWS gives it
 * @param name for errors, e.g. `own of the role games-base-start-system`
 * @throws Error that names each element and operator that is not known here
 */
export function parsePolicy(json: string, name: string): readonly Statement[] {
  const { success, data, error } = PolicyDocument.safeParse(JSON.parse(json));
  if (!success) throw new Error(`the policy ${name} is not known here: ${z.prettifyError(error)}`);
  return data.Statement.map((statement) => statementOf(statement, name));
}

function statementOf(element: z.infer<typeof StatementElement>, name: string): Statement {
  const { Effect, Principal, Action, NotAction, Resource, NotResource, Condition: conditions = {} } = element;
  const actions = patterns(Action, NotAction);
  if (actions === undefined) throw new Error(`a statement of the policy ${name} needs either Action or NotAction`);
  const resources = patterns(Resource, NotResource);
  if (resources === undefined && (Resource ?? NotResource) !== undefined) {
    throw new Error(`a statement of the policy ${name} has both Resource and NotResource`);
  }
  const statement: Statement = {
    effect: Effect,
    actions,
    ...(Principal !== undefined && { principals: principalsOf(Principal) }),
    ...(resources !== undefined && { resources }),
    conditions: Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator: operator as Operator, key, values })),
    ),
  };
  const variable = [...(resources?.patterns ?? []), ...statement.conditions.flatMap(({ values }) => values)].find(
    (text) => text.includes('${'),
  );
  if (variable !== undefined)
    throw new Error(`the policy ${name} has a variable, which is not known here: ${variable}`);
  return statement;
}

function patterns(wanted: readonly string[] | undefined, unwanted: readonly string[] | undefined) {
  if ((wanted === undefined) === (unwanted === undefined)) return undefined;
  return { isNot: wanted === undefined, patterns: wanted ?? unwanted ?? [] };
}

function principalsOf(element: NonNullable<z.infer<typeof StatementElement>['Principal']>): PrincipalElement {
  if (element === '*') return element;
  const { AWS, Service } = element;
  return { ...(AWS !== undefined && { AWS }), ...(Service !== undefined && { Service }) };
}
