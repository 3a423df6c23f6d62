/** What an invitation names. */
export interface Link {
  readonly leaf: string;
  /** Stays in the fragment, which no browser sends: only as Bearer to the page's own API. */
  readonly token: string;
}

/** 16 bytes as base64url. What a chat puts behind the link does not belong to it. */
const TOKEN = /^#([\w-]{22})(?![\w-])/;

/** Reads `/<leaf>#<token>`. Undefined: no whole invitation. */
export function readLink({ pathname, hash }: { readonly pathname: string; readonly hash: string }): Link | undefined {
  const leaf = leafOf(pathname);
  const [, token] = TOKEN.exec(hash) ?? [];
  return leaf === '' || token === undefined ? undefined : { leaf, token };
}

/** The leaf's name in the page's path. Empty: none that can be read. */
export function leafOf(pathname: string): string {
  try {
    return decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
  } catch {
    return '';
  }
}
