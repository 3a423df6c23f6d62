/** What came of a check. */
export interface CheckResult {
  /** What is right, if nothing was found. */
  readonly what: string;
  /** What prevents a deployment: a line each, with what to do. */
  readonly failures: readonly string[];
  /** What does not, but may not be meant, or could not be checked. */
  readonly doubts: readonly string[];
}

export function failuresOf(results: readonly CheckResult[]): string[] {
  return results.flatMap(({ failures }) => failures);
}
