/** What `GET /<leaf>` answers: the same for everybody, without any state in it. */
export const PAGE = {
  html: '<!doctype html><html lang="en"><meta charset="utf-8"><title>Start page</title><p>This version has no page yet.</p></html>',
  contentSecurityPolicy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;
