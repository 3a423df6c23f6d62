/** One statement of an IAM policy. Lists keep their order, so that a plan shows only real differences. */
export interface PolicyStatement {
  readonly sid?: string;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** Only in resource policies: kind → identifiers, e.g. `{ Service: ['events.amazonaws.com'] }`, or `*`. */
  readonly principals?: '*' | Readonly<Record<string, readonly string[]>>;
  readonly actions: readonly string[];
  /** Absent only in trust policies, and where there are `notResources`. */
  readonly resources?: readonly string[];
  /** All resources but these: for what is denied. */
  readonly notResources?: readonly string[];
  /** Operator → key → values. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * An IAM policy as JSON. Plain text and not `aws_iam_policy_document`, so that a plan shows the policy itself also
 * where a part of it is known only after apply. Lists must hold strings (they may be tokens), not be list tokens.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(
      ({ sid, effect = 'Allow', principals, actions, resources, notResources, conditions }) => ({
        ...(sid !== undefined && { Sid: sid }),
        Effect: effect,
        ...(principals !== undefined && { Principal: principals }),
        Action: actions,
        ...(resources !== undefined && { Resource: resources }),
        ...(notResources !== undefined && { NotResource: notResources }),
        ...(conditions !== undefined && { Condition: conditions }),
      }),
    ),
  });
}
