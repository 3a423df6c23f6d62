import { PAGE } from './page/page';

/** Of every answer: it stays with who asked, in no frame, no cache and no search, and tells no other site where the link was. */
export const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': PAGE.contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
} as const;
