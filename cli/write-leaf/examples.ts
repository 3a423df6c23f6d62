import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { CommandError, EXIT } from '../terminal/errors';

/** An example of the project that a leaf can begin as. */
export interface Example {
  /** E.g. `valheim`. */
  readonly game: string;
  /** One sentence. */
  readonly description: string;
  /** The whole file. */
  readonly text: string;
}

const FOLDERS = [join('examples', 'quickstart', 'leaves'), join('examples', 'leaves')];

/** The examples by their names, in alphabetical order. */
export function listExamples(projectFolder: string): Example[] {
  return FOLDERS.map((folder) => join(projectFolder, folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { game: basename(path, '.yaml'), description: descriptionIn(text), text };
    })
    .sort((a, b) => (a.game < b.game ? -1 : 1));
}

/** One line for each example. */
export function exampleTable(examples: readonly Example[]): string {
  const width = Math.max(...examples.map(({ game }) => game.length));
  return examples.map(({ game, description }) => `  ${game.padEnd(width)}  ${description}`).join('\n');
}

/** @throws CommandError (wrong use) with the list when there is no such example */
export function findExample(examples: readonly Example[], game: string): Example {
  const found = examples.find((example) => example.game === game.toLowerCase());
  if (found !== undefined) return found;
  throw new CommandError(
    `there is no example '${game}'. There are:\n${exampleTable(examples)}\n` +
      'For another game, ./cm import writes a leaf from a docker-compose file.',
    { exitCode: EXIT.wrongUse },
  );
}

/** The first sentence of the file's first comment of its own. */
function descriptionIn(text: string): string {
  const comment = text.split('\n').find((line) => line.startsWith('# ') && !line.includes('$schema')) ?? '';
  return /^# (.*?[.])( |$)/.exec(comment)?.[1] ?? comment.slice(2);
}
