/** Beside the plans that `./cm plan` writes: a line for each stack that should have a plan and has none, since it failed. */
export const UNPLANNED_FILE = 'unplanned.txt';

/** Text of such a file. */
export function unplannedText(stacks: Iterable<string>): string {
  return [...stacks].map((stack) => `${stack}\n`).join('');
}

/** What such a file says. */
export function parseUnplanned(text: string): string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}
