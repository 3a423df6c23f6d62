/** Whether this runs in CI: on a machine whose files nobody keeps or commits. */
export function isInCi(): boolean {
  return !['', 'false'].includes(process.env.CI ?? '');
}
