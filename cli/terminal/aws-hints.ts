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

/**
 * AWS accepts 5 minutes of difference between the clocks; S3 accepts 15. Terraform's SDK calls RequestExpired a "probable clock
 * skew" whatever the clock says.
 */
export const CLOCK =
  /RequestTimeTooSkewed|RequestInTheFuture|Signature\s+(?:not\s+yet\s+current|expired)|clock\s+skew(?![\s\S]{0,200}RequestExpired)/i;

/** Temporary credentials whose time is over. EC2's word for it, the first, also means a clock that is wrong. */
export const EXPIRED = /\bRequestExpired\b|\bExpiredToken(?:Exception)?\b/;

const RULES: readonly Rule[] = [
  {
    fits: ({ name, message }) => CLOCK.test(`${name} ${message}`),
    hint: () => `${CLOCK_HINT} (this computer says ${new Date().toISOString()})`,
  },
  {
    fits: ({ name }) => name === 'RequestExpired',
    hint: () => `${expiredHint()} (this computer says ${new Date().toISOString()})`,
  },
  {
    fits: ({ code }) => ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code),
    hint: (error) =>
      endpointHint(error, 'nothing answers there') ??
      'check your internet connection, and whether a proxy or firewall is between',
  },
  {
    fits: ({ code }) => code === 'ENOTFOUND' || code === 'EAI_AGAIN',
    hint: (error) =>
      endpointHint(error, 'no computer has that name') ?? 'check your internet connection and Region in base.yaml',
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
  const known = { name: error.name, message: messageOf(error), code: codeOf(error) };
  return RULES.find(({ fits }) => fits(known))?.hint(known);
}

/** What to do where AWS answers with one of `EXPIRED`. */
export function expiredHint(): string {
  return (
    'the time of temporary credentials is over: get new ones, with IAM Identity Center by ' +
    `aws sso login --profile ${usedProfile()}. If they are new, ${CLOCK_HINT}`
  );
}

/** Whether AWS says that the time of the credentials is over. */
export function isExpired({ name }: Error): boolean {
  return EXPIRED.test(name);
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

/** Only where the address that failed is that of an endpoint: another service may have one that works. */
function endpointHint({ message }: AwsError, why: string): string | undefined {
  const [name, url] =
    Object.entries(process.env).find(
      ([key, value]) => key.startsWith('AWS_ENDPOINT_URL') && value !== undefined && isAddressIn(message, value),
    ) ?? [];
  if (name === undefined || url === undefined) return undefined;
  return `${name} is ${url}, and ${why}: unset it to work with AWS itself`;
}

/** Node.js names the name that it looked up, or the address and port that it tried, which may be of any name. */
function isAddressIn(message: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  // AWS itself answers at port 443
  const ownPort = port === '' && protocol === 'http:' ? '80' : port;
  return [...message.matchAll(/\bE[A-Z_]+ (\S+?)(?::(\d+))?$/gm)].some(([, address, tried]) =>
    tried === undefined || ownPort === '' ? address === host : tried === ownPort,
  );
}

/** Where a name has several addresses, and none answers, Node.js has no message, but an error of each. */
function messageOf(error: Error): string {
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message;
  return error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('\n');
}
