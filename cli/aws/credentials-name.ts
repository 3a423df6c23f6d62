import { STSClient } from '@aws-sdk/client-sts';

import { usedProfile } from '../terminal/aws-profiles';
import { QUIET } from './quiet-logger';

/** Where AWS's SDK found the credentials, e.g. `the profile games`. */
export async function credentialsName(region: string): Promise<string> {
  const identity = await new STSClient({ region, logger: QUIET }).config.credentials();
  // noted by the SDK, by the names of its features
  const source = '$source' in identity ? Object.keys(identity.$source ?? {}) : [];
  if (source.some((name) => name.startsWith('CREDENTIALS_PROFILE'))) return `the profile ${usedProfile()}`;
  if (source.includes('CREDENTIALS_ENV_VARS')) return 'the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
  return 'the credentials of this computer';
}
