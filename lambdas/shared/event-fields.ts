/** An event that the function's EventBridge rules do not match. */
export class UnexpectedEventError extends Error {
  override readonly name = 'UnexpectedEventError';
}

/** The fields of an event, of what JSON.parse gives, or of a part of it; empty where it is not an object. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  // a cast: after the check it is an object, whose values may be anything
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
