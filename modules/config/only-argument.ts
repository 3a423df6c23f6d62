/** Argument of main.ts before the names of the leaves that are needed. Without names only base is synthesized. */
export const ONLY = '--only';

/** The leaves that somebody needs; undefined for all. */
export function neededLeaves([first, ...names]: readonly string[]): readonly string[] | undefined {
  return first === ONLY ? names : undefined;
}
