import { cut } from '../../shared/cut';
import { withoutMarkup } from '../disarm';
import { type News, type NewsKind, type Post } from '../news';

/** Of the line at the left of the post. */
const COLORS: Readonly<Record<NewsKind, number>> = {
  ready: 0x2e_cc_71,
  stopped: 0x95_a5_a6,
  trouble: 0xe7_4c_3c,
  notice: 0x34_98_db,
};

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const MAX_TITLE = 256;
const MAX_DESCRIPTION = 4096;

/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
export function discordPost({ kind, subject, text, time }: News): Post {
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      embeds: [
        {
          title: cut(withoutMarkup(subject), MAX_TITLE),
          description: cut(withoutMarkup(text), MAX_DESCRIPTION),
          color: COLORS[kind],
          timestamp: time.toISOString(),
        },
      ],
      // nobody is called, whatever the text says
      allowed_mentions: { parse: [] },
    }),
  };
}
