import { Argument, Command } from 'commander';

import { CommandError } from '../terminal/errors';
import { print } from '../terminal/output';
import { createReporter } from '../terminal/reporter';
import { testWebhooks } from '../webhooks/test-webhooks';
import { openWorkspace } from '../workspace';

const HELP_AFTER = `
Posts a message to each webhook of base.yaml, which says that it is a test. The
function that posts the notices of leaves does it, so base has to be deployed.

Examples:
  ./cm webhooks test

Exit codes: 0 each was posted; 1 one was not; 2 wrong use`;

/** `./cm webhooks test` */
export function command(open = openWorkspace): Command {
  return new Command('webhooks')
    .description('post a test message to each webhook of base.yaml')
    .addArgument(new Argument('<what>', 'test').choices(['test']))
    .addHelpText('after', HELP_AFTER)
    .action(async () => {
      // no leaf is needed
      const { config, clients } = open(undefined, []);
      const test = () => testWebhooks(config.base, clients.lambda);
      const { lines, failed } = await createReporter().during('Posting', test);
      for (const line of lines) print(line);
      if (failed > 0) throw new CommandError(`${failed} of ${lines.length} webhooks did not get the message.`);
    });
}
