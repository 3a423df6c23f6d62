import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

import { awsHint } from '../terminal/aws-hints';
import { CommandError } from '../terminal/errors';
import { QUIET } from './quiet-logger';

/** The identity that AWS knows the credentials as. */
export interface Caller {
  /** 12 digits. */
  readonly account: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Of the user or the role's session. */
  readonly arn: string;
  /** By how many milliseconds this computer's clock is ahead of AWS's, to about a second; negative: behind. */
  readonly clockAheadMs: number;
}

/**
 * Asks AWS whom the credentials belong to. Commands do it before anything else with AWS, so that missing credentials are
 * reported at once and in words.
 *
 * @throws CommandError when there are no credentials, AWS refuses them, or AWS cannot be reached
 */
export async function whoAmI(region: string): Promise<Caller> {
  try {
    const client = new STSClient({ region, logger: QUIET });
    const { Account: account, Arn: arn } = await client.send(new GetCallerIdentityCommand({}));
    const partition = arn?.split(':')[1];
    if (account === undefined || arn === undefined || partition === undefined) throw new Error('AWS named no account');
    // from the header Date of the answer: the SDK corrects its own requests by it, silently, and Terraform fails later
    return { account, partition, arn, clockAheadMs: -client.config.systemClockOffset };
  } catch (cause) {
    throw new CommandError(`could not authenticate with AWS (${reason(cause)}): ${awsHint(cause) ?? HINT}`, { cause });
  }
}

/** Where a name has several addresses, and none answers, Node.js has no message. */
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}

const HINT =
  'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; with IAM Identity Center run aws sso login first';

/** The same for a command, which asks at its first call alone. */
export function whoAmIOnce(region: string): () => Promise<Caller> {
  let asked: Promise<Caller> | undefined;
  return () => (asked ??= whoAmI(region));
}
