import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What Terraform calls the state that it could not save, in the folder where it was run. */
const FILE = 'errored.tfstate';

/** Whether a folder of a stack has a state that Terraform could not save: the only one that knows what was made. */
export function holdsErroredState(folder: string): boolean {
  return existsSync(join(folder, FILE));
}

/** @param terraform the command as a person types it, in the right folder */
export function howToSave(terraform: string): string {
  return (
    `Before anything else save it, and when that has succeeded delete ${FILE} ` +
    `(docs/operations.md, 'A state that could not be saved'):\n  ${terraform} state push ${FILE}`
  );
}

/** Whether Terraform says that it could not save a state, in that file or at all. */
export const ERRORED_STATE = /errored\.tfstate|failed to (save|persist) state/i;
