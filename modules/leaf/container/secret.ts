import { type AwsPlace } from '../../aws/aws-place';
import { literal } from '../../aws/literal';

/** How many fields, separated by colons, the ARN of a secret has. The fields after that select a version or a JSON key. */
const ARN_FIELDS = { ssm: 6, secretsmanager: 7 } as const;

/** The place is that of a parameter that is given by its name. */
export interface SecretProps extends AwsPlace {
  /** SSM parameter name or ARN, or Secrets Manager ARN; the latter may end in `:json-key:version-stage:version-id`. */
  readonly source: string;
}

/** Where ECS reads the value of an environment variable when it starts the container. */
export interface Secret {
  /** `valueFrom` of a container definition, as an ARN. */
  readonly valueFrom: string;
  /** The IAM action that reads the value. */
  readonly action: 'ssm:GetParameters' | 'secretsmanager:GetSecretValue';
  /** ARN of the parameter or secret, for an IAM policy. */
  readonly resource: string;
}

/**
 * Finds out where the config's `source` points to.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export function secret({ source, region, accountId, partition }: SecretProps): Secret {
  if (!source.startsWith('arn:')) {
    // `name` and `/name` are the same parameter, with the same ARN
    const name = literal(source.replace(/^\//, ''));
    const arn = `arn:${partition}:ssm:${region}:${accountId}:parameter/${name}`;
    return { valueFrom: arn, action: 'ssm:GetParameters', resource: arn };
  }
  const fields = source.split(':');
  const service = fields[2] === 'secretsmanager' ? 'secretsmanager' : 'ssm';
  return {
    valueFrom: literal(source),
    action: service === 'ssm' ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue',
    resource: literal(fields.slice(0, ARN_FIELDS[service]).join(':')),
  };
}
