import { type CheckResult } from './result';

/**
 * Terraform uses the credentials that were checked: of a profile and keys that are both set, AWS's SDK for JavaScript takes the
 * profile, and Terraform the keys. It would then work in an account that nobody compared with that of the states.
 */
export function sameCredentials(): CheckResult {
  const what = 'Terraform uses the same credentials';
  const { AWS_PROFILE: profile = '', AWS_ACCESS_KEY_ID: key = '', AWS_SECRET_ACCESS_KEY: secret = '' } = process.env;
  if (profile === '' || key === '' || secret === '') return { what, failures: [], doubts: [] };
  const failure =
    `AWS_PROFILE (${profile}) and AWS_ACCESS_KEY_ID are both set: Terraform would use the keys, everything else the profile. ` +
    'Unset one of them';
  return { what, failures: [failure], doubts: [] };
}
