import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

import { reasonOf } from '../terminal/errors';
import { type Caller } from './caller';

/**
 * Why Terraform would work in another account than everything else; undefined where it would not. Of a profile and keys that
 * are both set, AWS's SDK for JavaScript takes the profile, and Terraform the keys. AWS is asked only where both are set.
 *
 * @param caller whom the credentials belong to that were checked
 */
export async function otherAccountOfTerraform(
  region: string,
  { account }: Pick<Caller, 'account'>,
): Promise<string | undefined> {
  const { AWS_PROFILE: profile = '', AWS_ACCESS_KEY_ID: key = '', AWS_SECRET_ACCESS_KEY: secret = '' } = process.env;
  if (profile === '' || key === '' || secret === '') return undefined;
  const ofKeys = await accountOfKeys(region, key, secret);
  if (ofKeys === `account ${account}`) return undefined;
  return (
    `AWS_PROFILE (${profile}) and AWS_ACCESS_KEY_ID are both set: Terraform would use the keys (${ofKeys}), everything else ` +
    `the profile (account ${account}). Unset one of them`
  );
}

/** `account 111111111111`, or why AWS does not accept them. */
async function accountOfKeys(region: string, accessKeyId: string, secretAccessKey: string): Promise<string> {
  const { AWS_SESSION_TOKEN: sessionToken = '' } = process.env;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== '' && { sessionToken }) };
  try {
    const { Account: account } = await new STSClient({ region, credentials }).send(new GetCallerIdentityCommand({}));
    return `account ${String(account)}`;
  } catch (cause) {
    return `which AWS does not accept: ${reasonOf(cause)}`;
  }
}
