/** What there is to hear of a page: each sentence that it shows, its heading first, without what changes each second. */
export type Announcement = readonly string[];

/**
 * What to say to who hears the page.
 *
 * @param before what there was to hear before
 * @returns the sentences that are new; all of them where the heading is; empty where nothing is
 */
export function newsIn(now: Announcement, before: Announcement = []): string {
  const said = now[0] === before[0] ? before : [];
  return now
    .filter((sentence) => !said.includes(sentence))
    .join('. ')
    .replace(/([.:…])\. /g, '$1 ');
}
