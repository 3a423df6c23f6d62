/** How many of the equal characters before the first difference of two long values are shown. */
const COMMON_LENGTH = 15;

/**
 * Cuts a text that is too long.
 *
 * @param limit in characters, the mark included
 * @param mark stands where something is cut
 */
export function shortened(text: string, limit: number, mark = '…'): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length > limit ? `${characters.slice(0, Math.max(0, limit - mark.length)).join('')}${mark}` : text;
}

/** Cuts two long values so that a person sees where they differ. */
export function shortenedPair(
  before: string,
  after: string,
  limit: number,
  mark = '…',
): readonly [before: string, after: string] {
  if (Math.max(before.length, after.length) <= limit) return [before, after];
  const start = Math.max(0, commonLength(before, after) - COMMON_LENGTH);
  const cut = (text: string) => shortened(start > mark.length ? `${mark}${text.slice(start)}` : text, limit, mark);
  return [cut(before), cut(after)];
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
