import { Command } from 'commander';

import { invitationsTo } from '../invite/uninvite';
import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { type Invitation } from '../leaf/invitations';
import { colorsOn } from '../terminal/colors';
import { print } from '../terminal/output';
import { plainTable } from '../terminal/table';

const HELP_AFTER = `
Nobody can show a link again: ./cm invite <leaf> <friend> --replace makes a new
one, ./cm uninvite <leaf> <friend> takes one back.

Examples:
  ./cm invitations
  ./cm invitations minecraft`;

/** `./cm invitations [leaf]` */
export function command(open = openDeployedLeaves): Command {
  return new Command('invitations')
    .description('list who has a link to the start page, without the links')
    .argument('[leaf]', 'id of a leaf (default: all)')
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string | undefined, { json = false }: { json?: boolean }) => {
      const found = await invitationsTo(open(), name);
      print(json ? JSON.stringify(found.map(asJson), undefined, 2) : table(found));
    });
}

function asJson({ leafId, friend, invitedAt }: Invitation) {
  return { leaf: leafId, friend, ...(invitedAt && { invitedAt: invitedAt.toISOString() }) };
}

function table(found: readonly Invitation[]): string {
  if (found.length === 0) return 'Nobody is invited. To make a link for a friend: ./cm invite <leaf> <friend>';
  return plainTable({
    head: ['Leaf', 'Friend', 'Invited'],
    rows: found.map(({ leafId, friend, invitedAt }) => [leafId, friend, dateText(invitedAt)]),
    colors: colorsOn(process.stdout),
  });
}

function dateText(date: Date | undefined): string {
  return date === undefined ? '' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
