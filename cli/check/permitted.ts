import { isDenied } from '../aws/answers';

/** The credentials may not ask what a check has to know. */
export class NotPermittedError extends Error {
  override readonly name = 'NotPermittedError';

  /** @param permission an IAM action, e.g. `route53:GetHostedZone` */
  constructor(
    readonly permission: string,
    cause: unknown,
  ) {
    super(`the credentials have no permission for ${permission}`, { cause });
  }
}

/**
 * What AWS answers.
 *
 * @param permission the IAM action that the question needs
 * @throws NotPermittedError where AWS refuses because of it
 */
export async function permitted<T>(permission: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isDenied(error)) throw new NotPermittedError(permission, error);
    throw error;
  }
}
