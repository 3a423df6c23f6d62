import { createRequire } from 'node:module';

import { Command } from 'commander';

import { write } from './terminal/output';

/** In the order of the help. Each is a file of commands/. */
const COMMANDS: readonly string[] = [
  'bootstrap',
  'new',
  'import',
  'check',
  'deploy',
  'status',
  'wake',
  'sleep',
  'hold',
  'release',
  'allow',
  'invite',
  'uninvite',
  'invitations',
  'discord',
  'logs',
  'webhooks',
  'retire',
  'destroy',
  'cost',
  'plan',
  'plan-summary',
  'upgrade-providers',
];

/** What else people call them. The help of a command has its own name alone. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['start', 'wake'],
  ['stop', 'sleep'],
  ['list', 'status'],
]);

const VERSION = ['-V', '--version'];

/** What such a file exports. */
interface CommandFile {
  readonly command: () => Command;
}

const HELP_AFTER = `
A leaf is one container: config/leaves/minecraft.yaml is the leaf minecraft. Base
is what all leaves share. The guard stops a deployment that would lose files.

A new AWS account:  ./cm bootstrap, then ./cm check and ./cm deploy
About one command:  ./cm help deploy
Other names:        start for wake, stop for sleep, list for status
Exit codes:         0 done, 1 failed, 2 wrong use, 3 refused, to protect data`;

/** What commander says repeats what a person typed, or a script. */
const OUTPUT = {
  writeOut: (text: string) => {
    write(process.stdout, text);
  },
  writeErr: (text: string) => {
    write(process.stderr, text);
  },
};

const load = createRequire(__filename);

/**
 * `./cm`. It throws a CommanderError where commander would end the process.
 *
 * @param word the first that a person gave: where it names a command, the program has only that one, and only its file is
 *   loaded. With all of them each call of `./cm` would take a second more
 */
export function cmProgram(word = ''): Command {
  // a cast, since JSON has no types
  const { version } = load('../package.json') as { readonly version: string };
  const program = new Command('./cm')
    .version(version, VERSION.join(', '), 'print the version')
    .usage('<command>')
    .description('Runs containers on AWS only while somebody uses them.')
    .addHelpText('after', HELP_AFTER)
    .showHelpAfterError('All commands: ./cm help')
    .configureOutput(OUTPUT)
    .exitOverride();
  for (const name of commandsFor(word)) {
    // a cast, since require has no types: a test makes each command
    const { command } = load(`./commands/${ownName(name)}`) as CommandFile;
    program.addCommand(command().name(name));
  }
  // an added command does not take these over
  for (const command of program.commands) {
    command
      .showHelpAfterError(`Usage and examples: ./cm help ${ownName(command.name())}`)
      .configureOutput(OUTPUT)
      .exitOverride();
  }
  return program;
}

function ownName(name: string): string {
  return OTHER_NAMES.get(name) ?? name;
}

function commandsFor(word: string): readonly string[] {
  if (VERSION.includes(word)) return [];
  return COMMANDS.includes(word) || OTHER_NAMES.has(word) ? [word] : COMMANDS;
}
