import { Command } from 'commander';

import { Project } from '../project/project';
import { print } from '../terminal/output';
import { createReporter } from '../terminal/reporter';
import { newLeaf, newLeafList } from '../write-leaf/new-leaf';

interface NewOptions {
  readonly name?: string;
  readonly memory?: string;
  readonly list?: boolean;
}

const HELP_AFTER = `
Copies an example of examples/ to config/leaves, with your name and enough memory.
On a terminal it asks for what you leave out. Does not ask AWS, and changes no
file that exists. For another game: ./cm help import

Examples:
  ./cm new
  ./cm new --list
  ./cm new valheim --name friends --memory 10`;

/** `./cm new [game]` */
export function command(project = new Project()): Command {
  return new Command('new')
    .description("write a leaf's YAML, with comments, from an example")
    .argument('[game]', 'name of the example (default: a question)')
    .option('--name <leaf>', 'name of the leaf (default: that of the example)')
    .option('--memory <GiB>', 'memory for the container, which decides the instance type')
    .option('--list', 'list the examples, and write nothing')
    .addHelpText('after', HELP_AFTER)
    .action(async (game: string | undefined, { name, memory, list = false }: NewOptions) => {
      if (list) print(newLeafList(project));
      else await newLeaf(project, { game, name, memory }, createReporter());
    });
}
