import { STSServiceException } from '@aws-sdk/client-sts';

import { asCommandError, CommandError, EXIT } from '../../../cli/terminal/errors';

describe('asCommandError', () => {
  test('returns a command error as it is', () => {
    const error = new CommandError('no such leaf', { exitCode: EXIT.wrongUse });

    expect(asCommandError(error)).toBe(error);
  });

  test("turns AWS's refusal into a command error with its reason", () => {
    const cause = new STSServiceException({
      name: 'AccessDenied',
      message: 'not you',
      $fault: 'client',
      $metadata: {},
    });

    expect(asCommandError(cause)).toMatchObject({ message: 'AWS refused: not you (AccessDenied)', exitCode: 1, cause });
  });

  test('says where AWS cannot be reached, and what to do', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED', $metadata: {} });

    expect(asCommandError(cause).message).toMatch(
      /^could not reach AWS: connect ECONNREFUSED 127[.]0[.]0[.]1:1 \(Error\): .{20,}/,
    );
  });

  test('says what to do about credentials that are over', () => {
    const cause = Object.assign(new Error('Token is expired. To refresh, run aws sso login'), {
      name: 'CredentialsProviderError',
    });

    expect(asCommandError(cause).message).toMatch(/^AWS refused: Token is expired.*: run aws sso login --profile \S+$/);
  });

  test.each([[new TypeError('x is not a function')], ['text']])(
    'throws a bug of this program as it is: %p',
    (error) => {
      const convert = () => asCommandError(error);

      expect(convert).toThrow(error);
    },
  );
});

test.each([
  [
    "Cannot find module '@aws-sdk/client-efs'\nRequire stack:\n- /cm/cli/aws/clients.ts",
    'MODULE_NOT_FOUND',
    "Cannot find module '@aws-sdk/client-efs': run npm ci",
  ],
  ["EACCES: permission denied, mkdir '/cm/cdktf.out'", 'EACCES', expect.stringMatching(/^EACCES: .*: let your user/)],
])('explains what a person can do about %j', (message, code, told: unknown) => {
  const error = Object.assign(new Error(message), { code, syscall: 'mkdir' });

  expect(asCommandError(error)).toMatchObject({ message: told, exitCode: EXIT.failed });
});

test('throws what is a bug', () => {
  const bug = Object.assign(new Error("Cannot find module './gone'"), { code: 'MODULE_NOT_FOUND' });

  expect(() => asCommandError(bug)).toThrow(bug);
});
