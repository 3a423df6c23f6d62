import { z } from 'zod';

import { containsTrue, UNKNOWN } from '../changes/attribute-changes';
import { type PolicyStatement, policyStatements } from './policy-statements';

/** What one attribute of a resource allows. */
export interface Grant {
  /** Terraform's name of the attribute; `permission` for a Lambda permission, which several make up. */
  readonly name: string;
  /** What a change does that allows more, e.g. `widens policy`. */
  readonly widening: string;
  /** The attributes' values, to compare them. */
  readonly values: readonly unknown[];
  /** Undefined when they cannot be read. */
  readonly statements: readonly PolicyStatement[] | undefined;
  /** How much of it is known only after apply. */
  readonly unknown: 'nothing' | 'a part' | 'all';
}

type Values = Readonly<Record<string, unknown>>;

/** Where a resource says what it allows, and how to read that. */
interface Source {
  readonly name: string;
  readonly widening: string;
  /** The attributes that it is read from. */
  readonly attributes: readonly string[];
  readonly read: (values: Values) => readonly PolicyStatement[] | undefined;
}

const document = (name: string): Source => ({
  name,
  widening: `widens ${name}`,
  attributes: [name],
  read: (values) => policyStatements(values[name]),
});

/** Policies by their ARNs: a new one allows more. */
const attached = (name: string): Source => ({
  name,
  widening: 'attaches another policy',
  attributes: [name],
  read: (values) =>
    arns
      .safeParse(values[name] ?? [])
      .data?.map((arn) => ({ Effect: 'Allow', Action: ['attach'], Resource: [arn], Condition: {} })),
});

const arns = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const inlinePolicies: Source = {
  ...document('inline_policy'),
  read: ({ inline_policy: policies }) => {
    const all = z
      .array(z.object({ policy: z.unknown() }))
      .safeParse(policies ?? [])
      .data?.map(({ policy }) => policyStatements(policy));
    return all?.some((one) => one === undefined) === true ? undefined : all?.flatMap((one) => one ?? []);
  },
};

/** Attributes that narrow a Lambda permission → the policy keys that do the same. */
const PERMISSION_KEYS: Readonly<Record<string, string>> = {
  source_arn: 'aws:SourceArn',
  source_account: 'aws:SourceAccount',
  principal_org_id: 'aws:PrincipalOrgID',
  event_source_token: 'lambda:EventSourceToken',
  function_url_auth_type: 'lambda:FunctionUrlAuthType',
};

const permission: Source = {
  name: 'permission',
  widening: 'lets more callers invoke the function',
  attributes: ['action', 'principal', ...Object.keys(PERMISSION_KEYS)],
  read: (values) => {
    const { data } = z.object({ action: z.string(), principal: z.string() }).safeParse(values);
    if (data === undefined) return undefined;
    const tests = Object.entries(PERMISSION_KEYS).flatMap(([name, key]) => {
      const value = values[name];
      return value === undefined || value === null || value === '' ? [] : [[key, value] as const];
    });
    const Condition = { StringLike: Object.fromEntries(tests) };
    return [{ Effect: 'Allow', Action: [data.action], Principal: { AWS: [data.principal] }, Condition }];
  },
};

/** Attributes that hold a policy document in any type of resource. */
const DOCUMENTS = ['policy', 'assume_role_policy', 'policy_document', 'key_policy', 'resource_policy'].map(document);

/** What resources of a type have in addition. */
const OF_TYPE: Readonly<Record<string, readonly Source[]>> = {
  aws_iam_role: [attached('managed_policy_arns'), inlinePolicies],
  aws_iam_role_policy_attachment: [attached('policy_arn')],
  aws_iam_user_policy_attachment: [attached('policy_arn')],
  aws_iam_group_policy_attachment: [attached('policy_arn')],
  aws_iam_policy_attachment: ['policy_arn', 'users', 'roles', 'groups'].map(attached),
  aws_lambda_permission: [permission],
};

/**
 * What a resource allows on one side of a change.
 *
 * @param unknown what Terraform marks as known only after apply
 */
export function grantsOf(type: string, side: unknown, unknown: unknown): Grant[] {
  const [values, marks] = [record.parse(side), record.parse(unknown)];
  return [...DOCUMENTS, ...(OF_TYPE[type] ?? [])].map(({ name, widening, attributes, read }) => {
    const known = Object.fromEntries(
      attributes.map((attribute) => [attribute, marks[attribute] === true ? UNKNOWN : values[attribute]]),
    );
    return {
      name,
      widening,
      values: Object.values(known),
      statements: read(known),
      unknown: attributes.every((attribute) => marks[attribute] === true)
        ? 'all'
        : attributes.some((attribute) => containsTrue(marks[attribute]))
          ? 'a part'
          : 'nothing',
    };
  });
}

const record = z.record(z.string(), z.unknown()).catch({});
