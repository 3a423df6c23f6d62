import { closest } from 'fastest-levenshtein';
import { z } from 'zod';

import { WEBHOOK_FORMATS } from '../../../lambdas/webhooks/contract';
import { listOf, type Report, type RightParts, section } from './containers';
import { complaint } from './messages';

/** Far more than anybody means, and room for each in the function's environment of 4 kB. */
const MAX_WEBHOOKS = 10;
const MAX_NAME_LENGTH = 200;

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const NAME = /^(\/[A-Za-z0-9_.-]+){1,15}$/;
const RESERVED = /^\/(aws|ssm)/i;
const ADDRESS = /:\/\/|^(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)+\/|^[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|sh|net|org|io)\b/i;

const ALLOWED = `use the name of an SSM parameter that begins with a slash, such as /container-manager/webhooks/discord: at most ${MAX_NAME_LENGTH} letters, digits and the characters / . _ -`;

const PASTED =
  'is an address, not the name of a parameter. Whoever reads it can post there, so it must not be in this file. Put it into SSM: ' +
  'aws ssm put-parameter --region REGION --type SecureString --name /container-manager/webhooks/discord --value file:///dev/stdin, then paste it, ' +
  'press Enter and Ctrl+D. Write that name here. If others can read this file already, make a new webhook';

// people paste addresses into every place: no problem repeats what is there
const keys = section(
  {
    /** In base's Region; made by a person. */
    parameter: z
      .string({ error: ({ input }) => complaint(input, ALLOWED, 'quiet') })
      // no problem repeats it: it may be the address, or a part of it
      .refine(isName, { error: ({ input }) => problemOfName(String(input)) })
      .describe(
        `Name of the SSM parameter that holds the address of the webhook, e.g. \`/container-manager/webhooks/discord\`: a SecureString in \`Region\` that you make. Whoever knows the address can post there, so it is in no file. At most ${MAX_NAME_LENGTH} characters.`,
      ),
    format: z
      .enum(WEBHOOK_FORMATS, { error: ({ input }) => problemOfFormat(input) })
      .describe('Who gets the posts: `discord`, `slack`, `ntfy`, or `json` for a program of your own.'),
  },
  { echo: 'quiet' },
);

export const webhooks = listOf(keys, 'use a list of webhooks, each with Parameter and Format', 'quiet')
  .default([])
  .describe(
    `Where the e-mails to players are posted too, without what only administrators need: at most ${MAX_WEBHOOKS} chats or programs, for all leaves. [Webhooks](webhooks.md) says how to make one. Default: none.`,
  );

/** Reports too many, and what is listed twice. */
export function checkWebhooks(listed: RightParts<z.output<typeof webhooks>>, report: Report): void {
  if (listed.length > MAX_WEBHOOKS) report(['Webhooks'], `has more than ${MAX_WEBHOOKS} webhooks`);
  const names = listed.map((webhook) => webhook?.parameter);
  names.forEach((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return;
    report(['Webhooks', index, 'Parameter'], `${name} is listed twice: remove one`);
  });
}

function isName(name: string): boolean {
  return NAME.test(name) && !RESERVED.test(name) && name.length <= MAX_NAME_LENGTH;
}

function problemOfName(name: string): string {
  if (NAME.test(name) && RESERVED.test(name))
    return `${name} begins with aws or ssm, which AWS refuses: use another name`;
  return ADDRESS.test(name) ? PASTED : complaint(name, ALLOWED, 'quiet');
}

function problemOfFormat(input: unknown): string {
  const allowed = `use ${WEBHOOK_FORMATS.join(', ').replace(/, (\w+)$/, ' or $1')}`;
  if (typeof input !== 'string' || ADDRESS.test(input)) return complaint(input, allowed, 'quiet');
  const nearest = closest(input.toLowerCase(), WEBHOOK_FORMATS);
  return complaint(input, `did you mean ${nearest}? U${allowed.slice(1)}`);
}
