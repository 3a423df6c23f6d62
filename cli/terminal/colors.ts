import pc from 'picocolors';
import { type Colors } from 'picocolors/types';

/**
 * Colours on a terminal; none elsewhere, nor when NO_COLOR is set (https://no-color.org). Red, yellow and bold are used, and
 * visible.ts lets no other pass.
 */
export function colorsOn(stream: { readonly isTTY?: boolean }): Colors {
  // a pipe has no isTTY at all, and by itself picocolors takes CI for a terminal
  return pc.createColors(stream.isTTY === true && (process.env.NO_COLOR ?? '') === '');
}
