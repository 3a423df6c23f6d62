/**
 * What a person does after a leaf's file was written.
 *
 * @param wroteBase whether base.yaml was written too: then nothing is set up yet
 */
export function nextSteps(leafId: string, wroteBase: boolean): string[] {
  if (!wroteBase) return [`Next: look at the file, then ./cm deploy ${leafId}`];
  return [
    'Wrote config/base.yaml from the quickstart: set its Region.',
    `Next: look at both files. Run ./cm bootstrap once, which creates the bucket for the state, then ./cm deploy ${leafId}`,
  ];
}
