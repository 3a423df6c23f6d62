import { type Invited } from './invite';

/** How long the page may go on taking what it read before: its function reads the invitations once a minute. */
const WITHIN = 'within a minute';

/** What to do with a new link. */
export function invitedText({ leaf, friend, link, replaced }: Invited): string {
  return [
    `The link of ${friend} to ${leaf}, which is shown this once:`,
    '',
    link,
    '',
    `Whoever has it can start ${leaf}, see its address and who plays. It cannot stop ${leaf}, change or read its files, or`,
    'start anything else. Give it to nobody but ' + `${friend}: send it in a private message.`,
    replaced ? `The link that ${friend} had stops working ${WITHIN}; this one works by then.` : `It works ${WITHIN}.`,
    `To take it back: ./cm uninvite ${leaf} ${friend}`,
  ].join('\n');
}

export function uninvitedText(leaf: string, friend: string): string {
  return `The link of ${friend} to ${leaf} stops working ${WITHIN}. An evening that it began goes on.`;
}
