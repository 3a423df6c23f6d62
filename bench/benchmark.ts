/** The result of one benchmark: a table, and the targets that were missed. */
export interface Benchmark {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Missed targets, each as a sentence. */
  readonly missed: readonly string[];
}

/** The median of measurements: so a disturbed one does not count. Expects at least one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
