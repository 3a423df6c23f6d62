import { colorsOn } from './colors';
import { visible } from './visible';

/** Writes a command's answer to standard output, and a line break. */
export function print(text: string): void {
  write(process.stdout, `${text}\n`);
}

/** Writes to standard error, and a line break. */
export function printError(text: string): void {
  write(process.stderr, `${text}\n`);
}

/** The one way of text to a terminal. ESLint refuses console and the streams' own `write` elsewhere. */
export function write(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }, text: string): void {
  stream.write(visible(text, { colors: colorsOn(stream).isColorSupported }));
}
