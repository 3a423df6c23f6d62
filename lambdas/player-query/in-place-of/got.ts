import { httpText } from '../fence/http-request';
import { QUERY_LIMIT_MS } from '../fence/limits';

interface Request {
  readonly url: string;
  readonly responseType?: string;
  readonly timeout?: { readonly request?: number };
}

/** What gamedig uses of a request: it may give one up. */
type Running = Promise<{ readonly statusCode: number; readonly body: unknown }> & { cancel: () => void };

/**
 * In place of the package got, which follows redirects and reads any amount (modules/aws/bundle.ts): what gamedig's allowed
 * protocols use of it, inside the fence.
 */
// eslint-disable-next-line import/no-default-export -- gamedig imports it so
export default function got({ url, responseType, timeout }: Request): Running {
  const running = httpText(new URL(url), timeout?.request ?? QUERY_LIMIT_MS).then(({ status, text }) => ({
    statusCode: status,
    body: responseType === 'json' ? (JSON.parse(text) as unknown) : text,
  }));
  // it ends by its own limits
  return Object.assign(running, { cancel: () => undefined });
}
