import { type EMail } from './e-mail';

const HEAD = `# The e-mails

Each e-mail as a reader gets it, about the leaf \`minecraft\`, with made-up values. \`npm run docs\` writes this page with the code that
sends them. [Operations](../operations.md#the-e-mails) says who gets which, how many come at most, and what to do. AWS adds a link to unsubscribe
to each, and more details to those of its alarms.
`;

/** The page with every e-mail. */
export function eMailPage(eMails: readonly EMail[]): string {
  const parts = eMails.flatMap(({ examples, to }) =>
    examples.map(({ subject, message }) => `## ${subject}\n\nTo the ${to}.\n\n\`\`\`text\n${message}\n\`\`\`\n`),
  );
  return [HEAD, ...parts].join('\n');
}

/** The table of the kinds of e-mails. */
export function eMailTable(eMails: readonly EMail[]): string {
  return [
    '<!-- prettier-ignore-start -->',
    '| subject, or how it begins | who gets it | when | at most a day | what to do |',
    '| --- | --- | --- | --- | --- |',
    ...eMails.map(
      ({ begins, to, when, mostPerDay, mostWhere, todo }) =>
        `| ${begins.join(', ')} | ${to} | ${when} | ${mostPerDay}${mostWhere === undefined ? '' : ` ${mostWhere}`} | ${todo} |`,
    ),
    '<!-- prettier-ignore-end -->',
  ].join('\n');
}
