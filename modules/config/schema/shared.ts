import { z } from 'zod';

import { section, text } from './fields';

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** An AWS region. */
export function region() {
  return text('use an AWS region such as eu-central-1', REGION);
}

/** `AlertSubscription`, in both files. */
export function alertSubscription(description: string) {
  return section({
    Email: text('use e-mail addresses with white space between them', (addresses) =>
      words(addresses).every((address) => z.regexes.email.test(address)),
    )
      .transform((addresses) => [
        ...new Map(words(addresses).map((address) => [address.toLowerCase(), address])).values(),
      ])
      .optional()
      .describe(
        'E-mail addresses, separated by white space (one line each with `Email: |`). AWS sends each of them a mail that must be confirmed once.',
      ),
  })
    .prefault({})
    .describe(description);
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
