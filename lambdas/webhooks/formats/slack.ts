import { cut } from '../../shared/cut';
import { withoutMentions } from '../disarm';
import { type News, type Post } from '../news';

/** https://docs.slack.dev/changelog/2018-truncating-really-long-messages: more than 4000 is not recommended. */
const MAX_TEXT = 4000;

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackPost({ subject, text }: News): Post {
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      text: escaped(`*${withoutMentions(subject)}*\n${withoutMentions(text)}`),
      unfurl_links: false,
      unfurl_media: false,
    }),
  };
}

/** Slack reads `<!channel>`, `<@id>` and links in pointed brackets: these three characters are escaped, and no others. */
function escaped(text: string): string {
  const whole = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // no escape is cut in two
  return cut(whole, MAX_TEXT).replace(/&[a-z]*…$/, '…');
}
