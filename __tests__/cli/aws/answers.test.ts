import { isDenied, unlessMissing } from '../../../cli/aws/answers';

const named = (name: string) => Object.assign(new Error('no'), { name });

test.each([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'AuthorizationErrorException',
  'NotAuthorized',
])('%s is a permission that is missing', (name) => {
  expect(isDenied(named(name))).toBe(true);
});

// the session of IAM Identity Center is over; the credentials are wrong
test.each(['UnauthorizedException', 'ExpiredToken', 'NoSuchHostedZone', 'InvalidClientTokenId'])(
  '%s is not',
  (name) => {
    expect(isDenied(named(name))).toBe(false);
  },
);

test('nothing is there where AWS says so by a name that was given, and all else is thrown', async () => {
  expect(await unlessMissing(['NoSuchHostedZone'], Promise.resolve('it'))).toBe('it');
  const missing = unlessMissing(['NoSuchTagSet', 'NoSuchHostedZone'], Promise.reject(named('NoSuchHostedZone')));
  await expect(missing).resolves.toBeUndefined();
  await expect(unlessMissing(['NoSuchHostedZone'], Promise.reject(named('NoSuchTagSet')))).rejects.toThrow('no');
});
