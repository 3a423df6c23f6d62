import { type Work } from '../changes/work';

/**
 * Whether a pattern of IAM (`*`: any text, `?`: one character) matches a whole text. A `*` in the text counts as a letter that
 * only a `*` in the pattern matches. Goes back to the last `*` at most, so it takes pattern × text steps, never more.
 */
export function matchesWildcards(pattern: string, text: string, work: Work): boolean {
  let [inPattern, inText] = [0, 0];
  let [lastStar, textAtStar] = [-1, 0];
  while (inText < text.length) {
    work.take();
    if (pattern[inPattern] === '*') {
      [lastStar, textAtStar] = [inPattern, inText];
      inPattern++;
    } else if (isLetter(pattern[inPattern], text[inText])) {
      inPattern++;
      inText++;
    } else if (lastStar >= 0) {
      textAtStar++;
      [inPattern, inText] = [lastStar + 1, textAtStar];
    } else {
      return false;
    }
  }
  work.take(pattern.length - inPattern);
  return /^[*]*$/.test(pattern.slice(inPattern));
}

function isLetter(letter: string | undefined, text: string | undefined): boolean {
  return letter === text || (letter === '?' && text !== '*');
}
