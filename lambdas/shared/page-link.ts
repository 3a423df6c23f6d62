/**
 * The page of a leaf. Without the token of an invitation it shows nothing and starts nothing.
 *
 * @param pageUrl e.g. `https://abc123.execute-api.eu-central-1.amazonaws.com`
 */
export function pageLink(pageUrl: string, leafId: string): string {
  return `${pageUrl}/${leafId}`;
}

/**
 * A friend's own link. What follows the `#` stays in the browser: it is in no request line, referrer or log.
 *
 * @param token of the invitation
 */
export function invitationLink(pageUrl: string, leafId: string, token: string): string {
  return `${pageLink(pageUrl, leafId)}#${token}`;
}
