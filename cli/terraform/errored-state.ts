import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Terraform's name for the state that it could not save, in the folder where it was run. */
const FILE = 'errored.tfstate';

/** Whether a stack's folder has a state that Terraform could not save: no other one knows what the last apply did. */
export function holdsErroredState(folder: string): boolean {
  return existsSync(join(folder, FILE));
}

/**
 * How a person saves that state.
 *
 * @param terraform the command as a person types it, e.g. `terraform -chdir=cdktf.out/stacks/base`
 */
export function howToSave(terraform: string): string {
  return (
    `Save it before you do anything else, and when that has succeeded delete ${FILE} ` +
    `(docs/operations.md, 'A state that could not be saved'):\n  ${terraform} state push ${FILE}`
  );
}

/** What Terraform says when it could not save a state to its backend, or not even to that file. */
export const ERRORED_STATE = /errored\.tfstate|failed to (save|persist) state/i;
