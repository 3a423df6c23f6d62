import pc from 'picocolors';
import type { Colors } from 'picocolors/types';

/** Colours for what is written to a terminal; none elsewhere, nor where NO_COLOR says so (https://no-color.org). */
export function colorsOn(stream: { readonly isTTY?: boolean }): Colors {
  // a pipe has no isTTY at all; and without an answer of ours picocolors takes CI for a terminal
  return pc.createColors(stream.isTTY === true && (process.env.NO_COLOR ?? '') === '');
}
