/** Folder of the local states, relative to the project. */
export const LOCAL_STATES_FOLDER = 'terraform.tfstate.d';

/** Key of a stack's state in the bucket. */
export function stateKey(project: string, stack: string): string {
  return `${project}/${stack}/terraform.tfstate`;
}

/** Key of the lock of a stack's state in the bucket, while somebody has it. */
export function lockKey(project: string, stack: string): string {
  return `${stateKey(project, stack)}.tflock`;
}

/** Path of a stack's local state, relative to the project. */
export function localStatePath(stack: string): string {
  return `${LOCAL_STATES_FOLDER}/${stack}/terraform.tfstate`;
}
