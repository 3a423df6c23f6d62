import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { whoAmI } from '../../../cli/aws/caller';
import { CommandError } from '../../../cli/terminal/errors';

// The words are those of AWS's SDK itself, which is not mocked here.

const SSO = 'sso_account_id = 111111111111\nsso_role_name = Admin\n';
const START = 'https://d-1234567890.awsapps.com/start';
const CONFIG = `[default]
region = eu-central-1

[profile games]
aws_access_key_id = key
aws_secret_access_key = secret

[profile empty]
region = eu-central-1

[profile sso]
sso_session = ours
${SSO}
[sso-session ours]
sso_region = eu-central-1
sso_start_url = ${START}

[profile old-sso]
sso_start_url = ${START}
sso_region = eu-central-1
${SSO}
[profile console]
login_session = arn:aws:iam::111111111111:user/admin
`;
const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
const XML = '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>';

let home: string;
let environment: jest.ReplaceProperty<typeof process.env>;
let server: Server | undefined;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cm-home-'));
  mkdirSync(join(home, '.aws/sso/cache'), { recursive: true });
  writeFileSync(join(home, '.aws/config'), CONFIG);
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  environment = jest.replaceProperty(process, 'env', {
    ...Object.fromEntries(others),
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
  });
});

afterEach(() => {
  environment.restore();
  rmSync(home, { recursive: true });
  server?.close();
  server = undefined;
});

/** AWS answers with this. */
async function answer(status: number, body: string, date = new Date()): Promise<void> {
  const aws = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml', date: date.toUTCString() }).end(body);
  });
  server = aws;
  await new Promise<void>((done) => aws.listen(0, '127.0.0.1', done));
  Object.assign(process.env, KEYS, { AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}` });
}

function refusal(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

async function failure(): Promise<string> {
  const error: unknown = await whoAmI('eu-central-1').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ exitCode: 1 });
  return (error as CommandError).message.replaceAll(home, '~');
}

test.each([
  [0, 0],
  [-10, 600],
  [10, -600],
])("says who calls, and how far this computer's clock is ahead of AWS's: %d minutes", async (minutes, ahead) => {
  const arn = 'arn:aws:sts::111111111111:assumed-role/admin/me';
  const body = `${XML}<Arn>${arn}</Arn><UserId>AIDA</UserId><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  await answer(200, body, new Date(Date.now() + minutes * 60_000));

  const { clockAheadMs, ...caller } = await whoAmI('eu-central-1');

  expect(caller).toEqual({ account: '111111111111', partition: 'aws', arn });
  // the header has whole seconds
  expect(Math.abs(clockAheadMs / 1000 - ahead)).toBeLessThan(5);
});

test('says how to give credentials where there are none', async () => {
  expect(await failure()).toBe(
    'could not authenticate with AWS (Could not load credentials from any providers): set AWS_PROFILE, or ' +
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; with IAM Identity Center run aws sso login first',
  );
});

test('names a profile that does not exist, and those that do', async () => {
  process.env.AWS_PROFILE = 'gamse';
  writeFileSync(join(home, '.aws/credentials'), '[work]\naws_access_key_id = key\n');

  expect(await failure()).toBe(
    "could not authenticate with AWS (Could not load credentials from any providers): there is no profile 'gamse', which " +
      'AWS_PROFILE names: ~/.aws/config and ~/.aws/credentials have console, default, empty, games, old-sso, sso, work',
  );
});

test('says so where no file has a profile', async () => {
  process.env.AWS_PROFILE = 'games';
  process.env.AWS_CONFIG_FILE = '/nowhere/config';

  expect(await failure()).toMatch(
    /: there is no profile 'games', which AWS_PROFILE names: \/nowhere\/config and ~\/[.]aws\/credentials have none$/,
  );
});

test('says how to give credentials where a profile has none', async () => {
  process.env.AWS_PROFILE = 'empty';

  expect(await failure()).toMatch(/: the profile 'empty' has no credentials that work: /);
});

test.each([
  [
    'sso',
    "The SSO session token associated with profile=sso was not found or is invalid. To refresh this SSO session run 'aws sso " +
      "login' with the corresponding profile.",
  ],
  [
    'old-sso',
    'The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the ' +
      'corresponding profile.',
  ],
])('says how to begin a session of IAM Identity Center: %s', async (profile, words) => {
  process.env.AWS_PROFILE = profile;

  expect(await failure()).toBe(`could not authenticate with AWS (${words}): run aws sso login --profile ${profile}`);
});

test.each([
  [
    'sso',
    'ours',
    "Value not present for 'clientId' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login' with the " +
      'corresponding profile.',
  ],
  [
    'old-sso',
    START,
    'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the ' +
      'corresponding profile.',
  ],
])('says how to renew a session of IAM Identity Center that is over: %s', async (profile, session, words) => {
  process.env.AWS_PROFILE = profile;
  const file = `.aws/sso/cache/${createHash('sha1').update(session).digest('hex')}.json`;
  writeFileSync(join(home, file), JSON.stringify({ accessToken: 'token', expiresAt: '2026-01-01T00:00:00Z' }));

  expect(await failure()).toBe(`could not authenticate with AWS (${words}): run aws sso login --profile ${profile}`);
});

test('says how to begin a session of the console', async () => {
  process.env.AWS_PROFILE = 'console';

  expect(await failure()).toMatch(
    /^could not authenticate with AWS \(Failed to load token from .*[.]aws\/login\/cache\/.*\): run aws login --profile console$/,
  );
});

test('says that temporary credentials are over', async () => {
  await answer(403, refusal('ExpiredToken', 'The security token included in the request is expired'));

  expect(await failure()).toBe(
    'could not authenticate with AWS (The security token included in the request is expired): these are temporary ' +
      'credentials, and their time is over: get new ones, with IAM Identity Center by aws sso login --profile default',
  );
});

test.each([
  'Signature not yet current: 20261129T170000Z is still later than 20261129T160500Z (20261129T160000Z + 5 min.)',
  'Signature expired: 20261129T150000Z is now earlier than 20261129T155500Z (20261129T160000Z - 5 min.)',
])('says that the clock is wrong: %s', async (message) => {
  await answer(403, refusal('SignatureDoesNotMatch', message));

  expect(await failure()).toMatch(
    /: set this computer's clock, or let it follow a time server: AWS accepts 5 minutes of difference \(this computer says 2\d{3}-.*Z\)$/,
  );
});
