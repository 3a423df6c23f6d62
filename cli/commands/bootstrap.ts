import { Command } from 'commander';

import { bootstrap, type BootstrapOptions } from '../bootstrap/bootstrap';
import { createReporter } from '../terminal/reporter';
import { openWorkspace } from '../workspace';

const HELP_AFTER = `
Creates what is missing of:
  - a bucket for Terraform's state: versioned, encrypted, not public, TLS only,
    in the Region of base.yaml; old versions of states expire after 90 days
  - the service-linked role of ECS
Then it adds the bucket to base.yaml and changes nothing else there. If there is
no config/, it asks for the Region and copies the quickstart to it. It offers the
Region of AWS_REGION, AWS_DEFAULT_REGION or your profile.

Examples:
  ./cm bootstrap
  ./cm bootstrap --region eu-central-1
  ./cm bootstrap --bucket my-states`;

/** `./cm bootstrap` */
export function command(open = openWorkspace): Command {
  return new Command('bootstrap')
    .description('prepare an AWS account: the bucket for the state and the role that ECS needs; safe to repeat')
    .option('--bucket <name>', 'name of the bucket (default: <Name>-state-<account>-<region>)')
    .option('--region <region>', 'Region of AWS, if there is no config/ yet (default: you are asked)')
    .addHelpText('after', HELP_AFTER)
    .action(async (options: BootstrapOptions) => {
      await bootstrap(open(), options, createReporter());
    });
}
