import { Command } from 'commander';

import { uninvitedText } from '../invite/invite-text';
import { uninvite } from '../invite/uninvite';
import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { print } from '../terminal/output';

const HELP_AFTER = `
The link stops working within a minute: the page reads the invitations once a
minute. It works for a leaf that is gone too. ./cm invitations lists them.

Example:
  ./cm uninvite minecraft ada`;

/** `./cm uninvite <leaf> <friend>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('uninvite')
    .description("take a friend's link back")
    .argument('<leaf>', 'id of the leaf')
    .argument('<friend>', 'as in ./cm invitations')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, friend: string) => {
      const { leafId } = await uninvite(open(), { name, friend });
      print(uninvitedText(leafId, friend));
    });
}
