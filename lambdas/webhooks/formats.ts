import { type WebhookFormat } from './contract';
import { discordPost } from './formats/discord';
import { jsonPost } from './formats/json';
import { ntfyPost } from './formats/ntfy';
import { slackPost } from './formats/slack';
import { type News, type Post } from './news';

/** How each format writes news. */
export const FORMATS: Readonly<Record<WebhookFormat, (news: News) => Post>> = {
  discord: discordPost,
  slack: slackPost,
  ntfy: ntfyPost,
  json: jsonPost,
};
