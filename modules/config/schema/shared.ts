import { z } from 'zod';

import { section, text } from './fields';

/** Pattern of the name of an AWS region. */
export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** An AWS region. */
export function region() {
  return text('use an AWS region such as eu-central-1', REGION);
}

/** `AlertSubscription`, in both files. */
export function alertSubscription(description: string) {
  return section({
    Email: text(
      'use e-mail addresses with white space between them',
      (addresses) => firstWrong(addresses) === undefined,
      (addresses) => firstWrong(addresses) ?? addresses,
    )
      .transform((addresses) => words(addresses).filter(isFirst))
      .optional()
      .describe(
        'E-mail addresses, separated by white space (one line each with `Email: |`). AWS sends each of them a mail that must be confirmed once.',
      ),
  })
    .prefault({})
    .describe(description);
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
