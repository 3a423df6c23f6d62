import { Command } from 'commander';

import { invite } from '../invite/invite';
import { invitedText } from '../invite/invite-text';
import { openDeployedLeaves } from '../leaf/deployed-leaves';
import { print, printQrCode } from '../terminal/output';

interface InviteOptions {
  readonly replace?: boolean;
  readonly json?: boolean;
}

const HELP_AFTER = `
Prints a link to the start page that starts this leaf, and no other, and shows
when it is ready. It needs StartPage.Enabled in base.yaml, and no domain. Each
friend gets a link of their own, so that one can be taken back: ./cm uninvite. A
link is shown once: AWS keeps only its SHA-256. On a terminal there is a QR code.

Examples:
  ./cm invite minecraft ada
  ./cm invite minecraft ada --replace    a new link, after the old one was lost`;

/** `./cm invite <leaf> <friend>` */
export function command(open = openDeployedLeaves): Command {
  return new Command('invite')
    .description('make a link with which a friend starts a leaf')
    .argument('<leaf>', 'id of the leaf')
    .argument('<friend>', 'what you call the friend: letters, digits, dots, dashes, underscores')
    .option('--replace', 'a new link where the friend has one, which then stops working')
    .option('--json', 'print one JSON document on standard output')
    .addHelpText('after', HELP_AFTER)
    .action(async (name: string, friend: string, { replace = false, json = false }: InviteOptions) => {
      const invited = await invite(open(), { name, friend, replace });
      if (json) {
        print(JSON.stringify(invited, undefined, 2));
        return;
      }
      print(invitedText(invited));
      printQrCode(invited.link);
    });
}
