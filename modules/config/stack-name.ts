/** Name of the stack that all containers share. No leaf can have it. */
export const BASE_STACK_NAME = 'base';

/** Name of a leaf's stack: its id with dashes for dots. */
export function stackNameOf(id: string): string {
  return id.replaceAll('.', '-');
}
