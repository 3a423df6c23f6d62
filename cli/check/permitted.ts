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
    if (error instanceof Error && /^(AccessDenied|UnauthorizedOperation|AuthorizationError)/.test(error.name))
      throw new NotPermittedError(permission, error);
    throw error;
  }
}

/** What AWS answers; undefined where it says by one of these errors that there is nothing. */
export async function unlessMissing<T>(errors: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && errors.includes(error.name)) return undefined;
    throw error;
  }
}
