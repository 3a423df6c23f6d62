/** Fewer than the 256 characters of a value, so that there is room for a time and a word. */
const LONGEST = 200;

/**
 * Words of others as a part of a note: only characters that the value of a tag can have, on one line, at most 200.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
 */
export function inTag(words: string): string {
  return words
    .replace(/[^\w.:/=+@-]+/g, ' ')
    .slice(0, LONGEST)
    .trim();
}
