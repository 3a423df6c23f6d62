import { type PageAnswer, type PageError } from '../contract';
import { readAnswer } from './answer';
import { type Link } from './link';

export type Path = '/status' | '/wake';

/**
 * Why there is no answer. `unknown-link`: this link may not ask. `many`: API Gateway's throttle. `later`: AWS does not answer in time.
 * `offline`: the API cannot be reached. `outdated`: the page and the API do not understand each other.
 */
export type Trouble = 'unknown-link' | 'many' | 'later' | 'offline' | 'outdated';

export type Reply = { readonly answer: PageAnswer } | { readonly trouble: Trouble };

/** The API answers within 2 s; mobile networks may take longer. */
const PATIENCE_MS = 10_000;

/**
 * Asks the page's API. Never rejects.
 *
 * @param fetch the browser's
 */
export async function ask(path: Path, { leaf, token }: Link, fetch: typeof globalThis.fetch): Promise<Reply> {
  const controller = new AbortController();
  const patience = setTimeout(() => {
    controller.abort();
  }, PATIENCE_MS);
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ leaf }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal: controller.signal,
    });
    return response.ok ? await read(response) : { trouble: await troubleOf(response) };
  } catch {
    return { trouble: 'offline' };
  } finally {
    clearTimeout(patience);
  }
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const answer = readAnswer(parse(text));
  return answer === undefined ? { trouble: 'outdated' } : { answer };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function troubleOf(response: Response): Promise<Trouble> {
  const { status } = response;
  // a proxy's or a firewall's 403 says nothing of the link
  if (status === 403) return isUnknownLink(parse(await response.text())) ? 'unknown-link' : 'later';
  if (status === 429) return 'many';
  return status >= 500 ? 'later' : 'outdated';
}

function isUnknownLink(body: unknown): boolean {
  const unknownLink: PageError['error'] = 'unknown-link';
  return typeof body === 'object' && body !== null && 'error' in body && body.error === unknownLink;
}
