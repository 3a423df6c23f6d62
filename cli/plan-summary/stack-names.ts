/** Beside the plans that `npx cm plan` writes: a line for each stack that has a state. */
export const DEPLOYED_FILE = 'deployed.txt';

/** Beside them too: a line for each stack that should have a plan and has none, since it failed. */
export const UNPLANNED_FILE = 'unplanned.txt';

/** Text of such a file. */
export function stackNamesText(stacks: Iterable<string>): string {
  return [...stacks].map((stack) => `${stack}\n`).join('');
}

/** Names in the text of such a file. */
export function stackNames(text: string): string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}
