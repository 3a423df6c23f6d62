import { z } from 'zod';

import { section } from './containers';
import { text } from './fields';
import { complaint } from './messages';

/** Pattern of the name of an AWS region. */
export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** An AWS region. */
export function region() {
  return text('use an AWS region such as eu-central-1', REGION);
}

const EMAILS = 'use e-mail addresses, separated by white space';
const emails = text(
  EMAILS,
  (addresses) => firstWrong(addresses) === undefined,
  (addresses) => firstWrong(addresses) ?? addresses,
);

/** `AlertSubscription`, in both files: the addresses, each once. */
export function alertSubscription(description: string) {
  return section({
    email: z
      .union([emails, z.array(emails)], {
        error: ({ input }) => complaint(Array.isArray(input) ? firstNoText(input) : input, EMAILS),
      })
      .transform((addresses) => words([addresses].flat().join(' ')).filter(isFirst))
      .optional()
      .describe(
        'E-mail addresses, as a list or separated by white space (with `Email: |`, one on each line). `AlertSubscription` itself can also be a list of `- Email: …`, as in files of AWS-ContainerManager. AWS sends each address one e-mail in which its owner must confirm the subscription.',
      ),
  })
    .prefault({})
    .transform(({ email = [] }) => email)
    .describe(description);
}

function firstNoText(list: readonly unknown[]): unknown {
  return list.find((one) => typeof one !== 'string');
}

function firstWrong(addresses: string): string | undefined {
  return words(addresses).find((address) => !z.regexes.email.test(address));
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

// the same address in other letters is the same mailbox
function isFirst(address: string, index: number, all: readonly string[]): boolean {
  return all.findIndex((other) => other.toLowerCase() === address.toLowerCase()) === index;
}
