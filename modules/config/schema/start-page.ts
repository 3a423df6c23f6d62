import { section } from './containers';
import { text } from './fields';

const MAX_NOTE_LENGTH = 500;
const MAX_NOTE_LINES = 8;

/** Controls other than a line break, and what turns or hides text: nobody would see why the page looks wrong. */
const UNSEEN = /[^\P{Cc}\n]|[\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** `StartPage` of a leaf. */
export const startPageOfLeaf = section({
  /** Without white space at its ends. Absent: the page says nothing more. */
  note: text(
    `use 1 to ${MAX_NOTE_LENGTH} characters in at most ${MAX_NOTE_LINES} lines, without control characters`,
    isNote,
  )
    .transform((note) => note.trim())
    .optional()
    .describe(
      `What the start page and Discord tell friends about this leaf, e.g. which version of the game to install: text of at most ${MAX_NOTE_LENGTH} characters and ${MAX_NOTE_LINES} lines. Everybody with an invitation reads it, so it is no place for a password. Default: nothing.`,
    ),
});

function isNote(note: string): boolean {
  const trimmed = note.trim();
  return (
    trimmed !== '' &&
    trimmed.length <= MAX_NOTE_LENGTH &&
    trimmed.split('\n').length <= MAX_NOTE_LINES &&
    !UNSEEN.test(trimmed)
  );
}
