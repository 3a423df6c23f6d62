import { STSServiceException } from '@aws-sdk/client-sts';

import { asCommandError, CommandError, EXIT } from '../../../cli/terminal/errors';

describe('asCommandError', () => {
  test('leaves a command error as it is', () => {
    const error = new CommandError('no such leaf', { exitCode: EXIT.wrongUse });

    expect(asCommandError(error)).toBe(error);
  });

  test("says what AWS's answer was", () => {
    const cause = new STSServiceException({
      name: 'AccessDenied',
      message: 'not you',
      $fault: 'client',
      $metadata: {},
    });

    expect(asCommandError(cause)).toMatchObject({ message: 'AWS refused: not you (AccessDenied)', exitCode: 1, cause });
  });

  test.each([[new TypeError('x is not a function')], ['text']])('throws on what is our own mistake: %p', (error) => {
    const convert = () => asCommandError(error);

    expect(convert).toThrow(error);
  });
});
