import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

import { CommandError } from '../terminal/errors';

/** The identity that AWS knows the credentials as. */
export interface Caller {
  /** 12 digits. */
  readonly account: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
}

/**
 * Asks AWS whom the credentials belong to. Commands do it before anything else with AWS, so that missing credentials are
 * reported at once and in words.
 *
 * @throws CommandError when there are no credentials, AWS refuses them, or AWS cannot be reached
 */
export async function whoAmI(region: string): Promise<Caller> {
  try {
    const { Account: account, Arn: arn } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
    const partition = arn?.split(':')[1];
    if (account === undefined || partition === undefined) throw new Error('AWS named no account');
    return { account, partition };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`could not authenticate with AWS (${why}): ${hint(cause, region)}`, { cause });
  }
}

/** The same for a command, which asks at its first call alone. */
export function whoAmIOnce(region: string): () => Promise<Caller> {
  let asked: Promise<Caller> | undefined;
  return () => (asked ??= whoAmI(region));
}

function hint(cause: unknown, region: string): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOTFOUND') {
    return `check your internet connection and Region in base.yaml (${region})`;
  }
  return (
    'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; ' +
    'with IAM Identity Center run aws sso login first'
  );
}
