/** Whether AWS refuses because of a permission that is missing. Each service has another name for it. */
export function isDenied(error: unknown): error is Error {
  return (
    error instanceof Error && /AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized/.test(error.name)
  );
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
