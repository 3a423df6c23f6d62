/** Environment variables that a function needs and does not have. */
export class MissingEnvironmentError extends Error {
  override readonly name = 'MissingEnvironmentError';

  /** @param missing names of the variables, in the order in which they were asked for */
  constructor(readonly missing: readonly string[]) {
    super(`missing environment variables: ${missing.join(', ')}`);
  }
}

/**
 * The values of a function's environment variables. Read once, at module scope: a function that is deployed wrongly
 * then fails at its cold start, not in the middle of its work.
 *
 * @param names of the variables, as the function's contract.ts lists them
 * @throws MissingEnvironmentError that names every variable that is absent or empty
 */
export function readEnvironment<Name extends string>(
  names: readonly Name[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<Name, string> {
  const values = names.map((name) => [name, env[name] ?? ''] as const);
  const missing = values.filter(([, value]) => value === '').map(([name]) => name);
  if (missing.length > 0) throw new MissingEnvironmentError(missing);
  // fromEntries widens the keys to string
  return Object.fromEntries(values) as Record<Name, string>;
}
