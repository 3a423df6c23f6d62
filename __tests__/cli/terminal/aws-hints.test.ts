import { awsHint, isExpired } from '../../../cli/terminal/aws-hints';

// What AWS's SDK says about credentials is in __tests__/cli/aws/caller.test.ts.

let environment: jest.ReplaceProperty<typeof process.env>;

beforeEach(() => {
  environment = jest.replaceProperty(process, 'env', { HOME: '/nowhere' });
});

afterEach(() => {
  environment.restore();
});

/** An error of Node.js, which the SDK passes on. */
function unreachable(message: string, code: string): Error {
  return Object.assign(new Error(message), { code, $metadata: { attempts: 1, totalRetryDelay: 0 } });
}

const REFUSED = unreachable('connect ECONNREFUSED 127.0.0.1:4566', 'ECONNREFUSED');
const TIMEOUT = unreachable('connect ETIMEDOUT ::1:443', 'ETIMEDOUT');
// of localhost, which has two
const EACH = Object.assign(
  new AggregateError([new Error('connect ECONNREFUSED ::1:4566'), new Error('connect ECONNREFUSED 127.0.0.1:4566')]),
  { code: 'ECONNREFUSED', $metadata: {} },
);
const UNKNOWN = unreachable('getaddrinfo ENOTFOUND nowhere.invalid', 'ENOTFOUND');

test.each([
  [REFUSED, 'AWS_ENDPOINT_URL', 'http://localhost:4566', 'nothing answers there'],
  [REFUSED, 'AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:4566/x', 'nothing answers there'],
  [UNKNOWN, 'AWS_ENDPOINT_URL', 'http://nowhere.invalid', 'no computer has that name'],
  [EACH, 'AWS_ENDPOINT_URL', 'http://localhost:4566', 'nothing answers there'],
  [TIMEOUT, 'AWS_ENDPOINT_URL', 'https://[::1]', 'nothing answers there'],
])('of %s, names the endpoint of %s: %s', (error, variable, url, why) => {
  process.env.AWS_ENDPOINT_URL_S3 = 'http://elsewhere:9000';
  process.env[variable] = url;

  expect(awsHint(error)).toBe(`${variable} is ${url}, and ${why}: unset it to work with AWS itself`);
});

test.each([
  [REFUSED, 'check your internet connection, and whether a proxy or firewall is between'],
  [UNKNOWN, 'check your internet connection and Region in base.yaml'],
])('of %s, says what to check', (error, hint) => {
  process.env.AWS_ENDPOINT_URL = '';
  process.env.AWS_ENDPOINT_URL_S3 = 'http://elsewhere:9000';

  expect(awsHint(error)).toBe(hint);
});

// AWS's error codes, with its messages
test.each([
  ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
  [
    'InvalidSignatureException',
    'Signature expired: 20231201T095742Z is now earlier than 20231201T095745Z (20231201T100245Z - 5 min.)',
  ],
])('of %s, says that the clock is wrong', (name, message) => {
  expect(awsHint(Object.assign(new Error(message), { name }))).toMatch(/^set this computer's clock/);
});

// EC2 says so of temporary credentials whose time is over, and of a clock that is wrong
test('of RequestExpired, says that the credentials are old, and only then the clock', () => {
  const error = Object.assign(new Error('Request has expired.'), { name: 'RequestExpired' });

  expect(awsHint(error)).toMatch(
    /^the time of temporary credentials is over: get new ones, with IAM Identity Center by aws sso login --profile default[.] If they are new, set this computer's clock, .* \(this computer says 2\d{3}-.*Z\)$/,
  );
});

test.each([
  ['RequestExpired', true],
  ['ExpiredToken', true],
  ['ExpiredTokenException', true],
  ['RequestTimeTooSkewed', false],
  ['AccessDenied', false],
])('%s says that credentials have expired: %s', (name, expected) => {
  expect(isExpired(Object.assign(new Error('no'), { name }))).toBe(expected);
});

test.each([new Error('no'), Object.assign(new Error('not you'), { name: 'AccessDenied' }), 'text'])(
  'knows nothing about %p',
  (error) => {
    expect(awsHint(error)).toBeUndefined();
  },
);
