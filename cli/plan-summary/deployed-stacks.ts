/** Beside the plans that `npx cm plan` writes: a line for each stack that has a state. */
export const DEPLOYED_FILE = 'deployed.txt';

/** Names in the text of such a file. */
export function deployedStacks(text: string): string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}
