import { awsHint } from '../../../cli/terminal/aws-hints';

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

const REFUSED = unreachable('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED');
const UNKNOWN = unreachable('getaddrinfo ENOTFOUND nowhere.invalid', 'ENOTFOUND');

test.each([
  [REFUSED, 'AWS_ENDPOINT_URL', 'nothing answers there'],
  [REFUSED, 'AWS_ENDPOINT_URL_STS', 'nothing answers there'],
  [UNKNOWN, 'AWS_ENDPOINT_URL', 'no computer has that name'],
])('of %s, names the endpoint of %s', (error, variable, why) => {
  process.env[variable] = 'http://there:1';

  expect(awsHint(error)).toBe(`${variable} is http://there:1, and ${why}: unset it to work with AWS itself`);
});

test.each([
  [REFUSED, 'check your internet connection, and whether a proxy or firewall is between'],
  [UNKNOWN, 'check your internet connection and Region in base.yaml'],
])('of %s, says what to check', (error, hint) => {
  process.env.AWS_ENDPOINT_URL = '';

  expect(awsHint(error)).toBe(hint);
});

// AWS's error codes, with its messages
test.each([
  ['RequestExpired', 'Request has expired.'],
  ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
  [
    'InvalidSignatureException',
    'Signature expired: 20231201T095742Z is now earlier than 20231201T095745Z (20231201T100245Z - 5 min.)',
  ],
])('of %s, says that the clock is wrong', (name, message) => {
  expect(awsHint(Object.assign(new Error(message), { name }))).toMatch(/^set this computer's clock/);
});

test.each([new Error('no'), Object.assign(new Error('not you'), { name: 'AccessDenied' }), 'text'])(
  'knows nothing about %p',
  (error) => {
    expect(awsHint(error)).toBeUndefined();
  },
);
