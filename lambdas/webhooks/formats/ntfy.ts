import { cut, cutBytes } from '../../shared/cut';
import { type News, type NewsKind, type Post } from '../news';

/** https://docs.ntfy.sh/publish/#limitations: a longer message would become a file. */
const MAX_MESSAGE_BYTES = 4096;
const MAX_TITLE = 200;

/** Names of emojis that ntfy shows in front of the title, and its priorities of 1 to 5: https://docs.ntfy.sh/publish/#message-priority */
const LOOKS: Readonly<Record<NewsKind, { readonly tags: string; readonly priority: string }>> = {
  ready: { tags: 'green_circle', priority: '3' },
  stopped: { tags: 'zzz', priority: '2' },
  trouble: { tags: 'warning', priority: '4' },
  notice: { tags: 'information_source', priority: '3' },
};

/** https://docs.ntfy.sh/publish/ */
export function ntfyPost({ kind, subject, text }: News): Post {
  const { tags, priority } = LOOKS[kind];
  return {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      title: asHeader(cut(subject, MAX_TITLE)),
      tags,
      priority,
    },
    body: cutBytes(text, MAX_MESSAGE_BYTES),
  };
}

/** A header has only ASCII: other text is written as RFC 2047 says, which ntfy reads. */
function asHeader(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /^[ -~]*$/.test(line) ? line : `=?UTF-8?B?${Buffer.from(line).toString('base64')}?=`;
}
