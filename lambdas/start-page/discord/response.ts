import { cut } from '../../shared/cut';
import { type DiscordAnswer } from '../dependencies';

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const RESPONSE = { pong: 1, message: 4, choices: 8 } as const;
/** https://discord.com/developers/docs/resources/message#message-object-message-flags: no preview of a link in somebody's name; for one person's eyes. */
const SUPPRESS_EMBEDS = 4;
const EPHEMERAL = 64;
/** Characters of a message. */
const MOST_CHARACTERS = 2_000;
const MOST_CHOICES = 25;

export const PONG: DiscordAnswer = { status: 200, json: { type: RESPONSE.pong } };

export const UNSIGNED: DiscordAnswer = { status: 401, json: { error: 'invalid request signature' } };

export const NOT_AN_INTERACTION: DiscordAnswer = { status: 400, json: { error: 'bad-request' } };

/** A message that nobody is notified of, whatever is in it. */
export function message(content: string, { forAll = false }: { readonly forAll?: boolean } = {}): DiscordAnswer {
  return {
    status: 200,
    json: {
      type: RESPONSE.message,
      data: {
        content: cut(content, MOST_CHARACTERS),
        flags: SUPPRESS_EMBEDS | (forAll ? 0 : EPHEMERAL),
        allowed_mentions: { parse: [] },
      },
    },
  };
}

/** What Discord offers while somebody types. */
export function choices(values: readonly string[]): DiscordAnswer {
  const offered = values.slice(0, MOST_CHOICES).map((value) => ({ name: value, value }));
  return { status: 200, json: { type: RESPONSE.choices, data: { choices: offered } } };
}

/** Text of others, in which Discord finds no formatting, mention, emoji or link. */
export function escaped(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<:@-]/g, String.raw`\$&`);
}

/** Text of ours in a box, e.g. an address to copy. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}
