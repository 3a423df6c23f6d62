import { get, type IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import { MAX_BYTES } from './limits';

/**
 * Asks a web server, and reads only its headers. No redirect is followed: it could lead to Lambda's own API at 127.0.0.1.
 *
 * @returns the status
 */
export async function httpStatus(url: URL, limitMs: number): Promise<number> {
  const response = await request(url, limitMs);
  response.destroy();
  return response.statusCode ?? 0;
}

/**
 * Reads what a web server answers.
 *
 * @throws Error where it sends more than a query may read
 */
export async function httpText(url: URL, limitMs: number): Promise<{ readonly status: number; readonly text: string }> {
  const response = await request(url, limitMs);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BYTES) {
      response.destroy();
      throw new Error(`the answer has more than ${MAX_BYTES} bytes`);
    }
    parts.push(part);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() };
}

function request(url: URL, limitMs: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (url.protocol !== 'http:' || isIP(url.hostname) === 0) {
      reject(new Error('only http to an IP address is allowed'));
      return;
    }
    get(url, { agent: false, signal: AbortSignal.timeout(limitMs) }, resolve).on('error', reject);
  });
}
