import { STSClient } from '@aws-sdk/client-sts';

import { usedProfile } from '../terminal/aws-profiles';

/** Where AWS's SDK found the credentials, e.g. `the profile games`. */
export async function credentialsName(region: string): Promise<string> {
  const identity = await new STSClient({ region }).config.credentials();
  // noted by the SDK, by the names of its features
  const source = '$source' in identity ? Object.keys(identity.$source ?? {}) : [];
  if (source.some((name) => name.startsWith('CREDENTIALS_PROFILE'))) return `the profile ${usedProfile()}`;
  if (source.includes('CREDENTIALS_ENV_VARS')) return 'the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
  return 'the credentials of this computer';
}

/** Whether the SDK and Terraform would use different credentials. */
export function mixedCredentials(): string[] {
  const { AWS_PROFILE: profile, AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = process.env;
  if (!profile || !key || !secret) return [];
  return [
    `AWS_PROFILE (${profile}) and AWS_ACCESS_KEY_ID are both set: Terraform would use the keys, everything else the ` +
      'profile. Unset one of them',
  ];
}
