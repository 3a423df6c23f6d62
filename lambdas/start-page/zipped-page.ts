import { gzipSync } from 'node:zlib';

import { PAGE } from './page/page';

let zipped: Uint8Array<ArrayBuffer> | undefined;

/**
 * The page in gzip, which every browser takes: HTTP APIs compress nothing, and a stranger who asks without pause would cost three times as much.
 * Made when it is first asked for.
 */
export function zippedPage() {
  zipped ??= new Uint8Array(gzipSync(PAGE.html, { level: 9 }));
  return { body: zipped, headers: { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' } };
}
