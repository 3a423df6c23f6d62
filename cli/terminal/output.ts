import { colorsOn } from './colors';
import { columnsOf } from './columns';
import { qrCode } from './qr-code';
import { visible } from './visible';

/** Writes a command's answer to standard output, and a line break. */
export function print(text: string): void {
  write(process.stdout, `${text}\n`);
}

/** Writes to standard error, and a line break. */
export function printError(text: string): void {
  write(process.stderr, `${text}\n`);
}

/** Draws a QR code on standard output, where that is a terminal that is wide enough. */
export function printQrCode(text: string, stream: NodeJS.WriteStream = process.stdout): void {
  const columns = columnsOf(stream);
  const code = columns === undefined ? undefined : qrCode(text, { columns, colors: colorsOn(stream).isColorSupported });
  // of blocks alone, whatever the text is: its colours are not those of text
  if (code !== undefined) stream.write(`\n${code}`);
}

/** The one way of text to a terminal. ESLint refuses console and the streams' own `write` elsewhere. */
export function write(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }, text: string): void {
  stream.write(visible(text, { colors: colorsOn(stream).isColorSupported }));
}
