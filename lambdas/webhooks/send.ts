import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { request } from 'node:https';
import { type LookupFunction } from 'node:net';

import { isPublicAddress } from '../shared/internet-address';
import { type Post } from './news';

/** What a service answers. */
export interface Answer {
  readonly status: number;
  /** The header of that name. */
  readonly retryAfter?: string;
}

/** Posts once. @throws Error where there is no answer: `NoAnswerError` in time, others with Node's `code` */
export type Send = (url: URL, post: Post) => Promise<Answer>;

/** For a whole try: name, connection, answer. */
export const ANSWER_MS = 5_000;

const USER_AGENT = 'container-manager';

/** What a test changes. */
interface SendOptions {
  /** Certificate to trust, in PEM. @default those that Node trusts */
  readonly ca?: string;
  /** @default the name must have an address of the internet */
  readonly lookup?: LookupFunction;
  /** @default 5 s */
  readonly limitMs?: number;
}

/** Nothing answered in time. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** By HTTPS alone. No redirect is followed, and of an answer only the status and headers are read. */
export function sendByHttps({ ca, lookup = publicLookup, limitMs = ANSWER_MS }: SendOptions = {}): Send {
  return (url, { headers, body }) =>
    new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(limitMs);
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': USER_AGENT },
        agent: false,
        lookup,
        signal,
        ...(ca !== undefined && { ca }),
      };
      request(url, options, (response) => {
        const { statusCode = 0, headers: answered } = response;
        response.destroy();
        const retryAfter = answered['retry-after'];
        resolve({ status: statusCode, ...(retryAfter !== undefined && { retryAfter }) });
      })
        .on('error', (error) => {
          reject(signal.aborted ? new NoAnswerError() : error);
        })
        .end(body);
    });
}

/** No address of this computer, where Lambda's own API listens, or of a private network. */
export const publicLookup: LookupFunction = (hostName, options, callback) => {
  dnsLookup(hostName, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      callback(error, '');
      return;
    }
    const found = addresses.filter(({ address }) => isPublicAddress(address));
    answer(found, options.all === true, callback);
  });
};

function answer(found: readonly LookupAddress[], all: boolean, callback: Parameters<LookupFunction>[2]): void {
  const [first] = found;
  if (first === undefined) {
    callback(Object.assign(new Error('no address of the internet'), { code: 'ENOTPUBLIC' }), '');
  } else if (all) {
    callback(null, [...found]);
  } else {
    callback(null, first.address, first.family);
  }
}
