import { quietText } from './fields';
import { REGION } from './shared';

// what is wrong with a Region is said on its own
const SECRET = new RegExp(
  [
    /^\/?[A-Za-z0-9_.-]+$/,
    /^(\/[A-Za-z0-9_.-]+){2,15}$/,
    /^arn:aws[a-z-]*:ssm:[^:\s]{0,60}:[0-9]{12}:parameter(\/[A-Za-z0-9_.-]+){1,15}$/,
    /^arn:aws[a-z-]*:secretsmanager:[^:\s]{0,60}:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}(:[^:]*:[^:]*:[^:]*)?$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Name or ARN of an SSM parameter, or ARN of a Secrets Manager secret. No error repeats it: it may be the secret itself. */
export const secretSource = quietText(
  'use the name of an SSM parameter such as /minecraft/password, its ARN, or the full ARN of a Secrets Manager secret, which ends in a dash and six characters',
  SECRET,
).refine((source) => !SECRET.test(source) || isRegion(regionOf(source)), {
  error: ({ input }) => notRegion(String(input)),
});

/** Like the last of SECRET, without what selects a version or a JSON key. */
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[^:\s]{0,60}:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/;

/**
 * ARN of a Secrets Manager secret with the user name and password of a registry. No error repeats it: it may be the password
 * itself.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html
 */
export const repositoryCredentials = quietText(
  'use the full ARN of a Secrets Manager secret, which ends in a dash and six characters with nothing after them. Its value is {"username": "…", "password": "…"}',
  SECRET_ARN,
).refine((arn) => !SECRET_ARN.test(arn) || isRegion(regionOf(arn)), {
  error: ({ input }) => notRegion(String(input)),
});

/** Undefined for a name. */
export function regionOf(source: string): string | undefined {
  return source.startsWith('arn:') ? source.split(':')[3] : undefined;
}

function isRegion(region: string | undefined): boolean {
  return region === undefined || REGION.test(region);
}

function notRegion(source: string): string {
  return `'${String(regionOf(source))}' in this ARN is not an AWS region: use one such as eu-central-1`;
}
