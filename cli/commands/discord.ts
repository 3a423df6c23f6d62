import { Argument, Command } from 'commander';

import { systemClock } from '../../lambdas/shared/clock';
import { register, registeredText } from '../discord/register';
import { needStartPage } from '../leaf/start-page';
import { CommandError, EXIT } from '../terminal/errors';
import { print } from '../terminal/output';
import { askSecret } from '../terminal/prompts';
import { createReporter } from '../terminal/reporter';
import { openWorkspace } from '../workspace';

const HELP_AFTER = `
Gives the servers of Discord.Servers in base.yaml the commands /start, /stop and
/status, and prints the address that Discord posts to. It asks for a token of the
application's bot or for its client secret, shows it nowhere and keeps it nowhere.
Run it again after a change of Discord.Servers; a new leaf needs nothing.
docs/discord.md has all steps in their order.

Example:
  ./cm discord register`;

/** `./cm discord register` */
export function command(open = openWorkspace, ask = askSecret, request = fetch): Command {
  return new Command('discord')
    .description("register the slash commands with which Discord's servers start leaves")
    .addArgument(new Argument('<what>', 'what to do').choices(['register']))
    .addHelpText('after', HELP_AFTER)
    .action(async () => {
      const { config, states } = open(undefined, []);
      const { discord } = config.base;
      if (discord === undefined) {
        throw new CommandError('base.yaml has no Discord: docs/discord.md says what to write there', {
          exitCode: EXIT.wrongUse,
        });
      }
      const pageUrl = await needStartPage({ config, states });
      const secret = await ask('Bot token or client secret of the application (not shown)');
      const reporter = createReporter();
      await register(discord, secret, {
        fetch: request,
        clock: systemClock,
        say: (line) => {
          reporter.say(line);
        },
      });
      print(registeredText(discord.applicationId, pageUrl));
    });
}
