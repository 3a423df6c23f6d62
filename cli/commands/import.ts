import { Command } from 'commander';

import { Project } from '../project/project';
import { createReporter } from '../terminal/reporter';
import { importCompose } from '../write-leaf/import-compose';
import { leafChoices } from '../write-leaf/leaf-choices';

interface ImportOptions {
  readonly name?: string;
  readonly type?: string;
  readonly threshold?: string;
}

const HELP_AFTER = `
Takes over: image, ports, environment, env_file, volumes, command, user, ulimits,
healthcheck and stop_grace_period. Variables come from the file .env beside the
compose file. Every other key is named with its line. A variable that is named
like a password, or whose value is a webhook or a URL with a password, is not
copied: it becomes a secret, and a comment says how to store it.
Does not ask AWS, and changes no file that exists.

Examples:
  ./cm import docker-compose.yml
  ./cm import docker-compose.yml valheim --name friends
  ./cm import compose.yaml --type m7i-flex.large --threshold 1000`;

/** `./cm import <compose-file> [service]` */
export function command(project = new Project()): Command {
  return new Command('import')
    .description("write a leaf's YAML from a service of a docker-compose file")
    .argument('<compose-file>', 'the docker-compose file')
    .argument('[service]', 'the service, if the file has several')
    .option('--name <leaf>', 'name of the leaf (default: that of the service)')
    .option('--type <type>', 'EC2 instance type (default: a question)')
    .option('--threshold <bytes>', 'Watchdog.Threshold, bytes per second (default: a question)')
    .addHelpText('after', HELP_AFTER)
    .action(async (file: string, service: string | undefined, { name, ...options }: ImportOptions) => {
      await importCompose(project, { file, service, name }, leafChoices(options), createReporter());
    });
}
