import { knownProfiles, profileFiles, usedProfile } from './aws-profiles';

interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Of Node.js, e.g. `ECONNREFUSED`; empty where AWS answered. */
  readonly code: string;
}

interface Rule {
  readonly fits: (error: AwsError) => boolean;
  /** What to do, as the end of a sentence. */
  readonly hint: (error: AwsError) => string;
}

/** AWS accepts 5 minutes of difference between the clocks; S3 accepts 15. */
export const CLOCK =
  /RequestExpired|RequestTimeTooSkewed|RequestInTheFuture|Signature\s+(?:not\s+yet\s+current|expired)|clock\s+skew/i;

const RULES: readonly Rule[] = [
  {
    fits: ({ name, message }) => CLOCK.test(`${name} ${message}`),
    hint: () => `${CLOCK_HINT} (this computer says ${new Date().toISOString()})`,
  },
  {
    fits: ({ code }) => ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code),
    hint: () =>
      endpointHint('nothing answers there') ??
      'check your internet connection, and whether a proxy or firewall is between',
  },
  {
    fits: ({ code }) => code === 'ENOTFOUND' || code === 'EAI_AGAIN',
    hint: () => endpointHint('no computer has that name') ?? 'check your internet connection and Region in base.yaml',
  },
  {
    fits: ({ name }) => name === 'CredentialsProviderError' && isUnknownProfile(),
    hint: () => {
      const { config, credentials } = profileFiles();
      const known = knownProfiles();
      const there = known.length === 0 ? 'have none' : `have ${known.join(', ')}`;
      return `there is no profile '${usedProfile()}', which AWS_PROFILE names: ${config} and ${credentials} ${there}`;
    },
  },
  {
    fits: ({ name, message }) =>
      name === 'CredentialsProviderError' && message.includes('any providers') && isProfileNamed(),
    hint: () =>
      `the profile '${usedProfile()}' has no credentials that work: aws configure --profile ${usedProfile()} writes keys, ` +
      'aws configure sso sets up IAM Identity Center',
  },
  {
    // the session is over, was never begun, or somebody ended it
    fits: ({ name, message }) => message.includes('aws sso login') || name === 'UnauthorizedException',
    hint: () => `run aws sso login --profile ${usedProfile()}`,
  },
  {
    fits: ({ name, message }) =>
      name === 'CredentialsProviderError' && /aws login|login\/cache|Your session has expired/.test(message),
    hint: () => `run aws login --profile ${usedProfile()}`,
  },
  {
    fits: ({ name }) => name.startsWith('ExpiredToken'),
    hint: () =>
      'these are temporary credentials, and their time is over: get new ones, with IAM Identity Center by ' +
      `aws sso login --profile ${usedProfile()}`,
  },
];

/** What to do about a clock that AWS does not accept. */
export const CLOCK_HINT =
  "set this computer's clock, or let it follow a time server: AWS accepts 5 minutes of difference";

/**
 * What to do about an error of AWS's SDK, as the end of a sentence; undefined where its message says enough, or nothing is
 * known.
 */
export function awsHint(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  const known = { name, message, code: codeOf(error) };
  return RULES.find(({ fits }) => fits(known))?.hint(known);
}

/** Whether AWS never answered. */
export function isUnreachable(error: Error): boolean {
  return /^E[A-Z_]+$/.test(codeOf(error));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isProfileNamed(): boolean {
  return (process.env.AWS_PROFILE ?? '') !== '';
}

function isUnknownProfile(): boolean {
  return isProfileNamed() && !knownProfiles().includes(usedProfile());
}

function endpointHint(why: string): string | undefined {
  const [name, url] =
    Object.entries(process.env).find(([key, value]) => key.startsWith('AWS_ENDPOINT_URL') && value) ?? [];
  if (name === undefined || url === undefined) return undefined;
  return `${name} is ${url}, and ${why}: unset it to work with AWS itself`;
}
