import { type Project } from '../project/project';
import { CommandError, EXIT } from '../terminal/errors';
import { type Reporter } from '../terminal/reporter';
import { askChoice, askText, canAsk } from '../terminal/prompts';
import { exampleTable, type Example, findExample, listExamples } from './examples';
import { containerGibOf, MAX_CONTAINER_GIB, typeForMemory } from './instance-types';
import { NewLeafFile } from './leaf-file';
import { nextSteps } from './next-steps';

export interface NewLeafProps {
  /** Name of an example. */
  readonly game: string | undefined;
  /** Of the leaf. */
  readonly name: string | undefined;
  /** GiB for the container. */
  readonly memory: string | undefined;
}

/**
 * Writes a leaf from one of the examples. Asks for what is not given, if there is a terminal.
 *
 * @throws CommandError when there is no such example, the leaf exists, or no type has so much memory
 */
export async function newLeaf(project: Project, { game, name, memory }: NewLeafProps, reporter: Reporter) {
  const examples = listExamples(project.folder);
  const example = await chooseExample(examples, game);
  const leaf = new NewLeafFile(project, await chooseName(project, example, name));
  const type = typeIn(example);
  const gib = await chooseMemory(memory, containerGibOf(type));
  const chosenType = gib === undefined ? type : typeFor(gib);
  const text = named(withType(example.text, type, chosenType), { example, id: leaf.id, schema: leaf.schema });
  const wroteBase = leaf.write(text);
  reporter.say(`Wrote ${leaf.shown}: ${example.description} Its comments explain each choice.`);
  if (text.includes('aws ssm put-parameter'))
    reporter.say('It needs a password in AWS: see the comment above Secrets.');
  for (const line of nextSteps(leaf.id, wroteBase)) reporter.say(line);
}

/** What `./cm new --list` prints. */
export function newLeafList(project: Project): string {
  return exampleTable(listExamples(project.folder));
}

async function chooseExample(examples: readonly Example[], game: string | undefined): Promise<Example> {
  if (game !== undefined) return findExample(examples, game);
  if (!canAsk()) {
    throw new CommandError(`name a game, as in ./cm new minecraft. There are:\n${exampleTable(examples)}`, {
      exitCode: EXIT.wrongUse,
    });
  }
  const choices = examples.map(({ game, description }) => ({ value: game, name: `${game}: ${description}` }));
  return findExample(examples, await askChoice('Game', choices));
}

async function chooseName(project: Project, { game }: Example, name: string | undefined): Promise<string> {
  if (name !== undefined || !canAsk()) return name ?? game;
  return askText('Name of the leaf, with a domain the first part of its address', {
    fallback: game,
    problemOf: (answer) => problemOf(() => new NewLeafFile(project, answer, 'type another name')),
    instead: 'add --name',
  });
}

/** Undefined: what the example has. */
async function chooseMemory(memory: string | undefined, fallback: number | undefined): Promise<string | undefined> {
  if (memory !== undefined) return memory;
  if (!canAsk() || fallback === undefined) return undefined;
  const answer = await askText('GiB of memory for the container', {
    fallback: String(fallback),
    problemOf: (text) => problemOf(() => typeFor(text)),
    instead: 'add --memory',
  });
  return Number(answer) === fallback ? undefined : answer;
}

/** @throws CommandError (wrong use) when none of the offered types has so much memory */
function typeFor(gib: string): string {
  const type = Number(gib) > 0 ? typeForMemory(Number(gib)) : undefined;
  if (type !== undefined) return type;
  throw new CommandError(
    `'${gib}' GiB of memory: use a number above 0, at most ${MAX_CONTAINER_GIB}; for more, set Ec2.InstanceType in the file`,
    { exitCode: EXIT.wrongUse },
  );
}

function problemOf(tried: () => unknown): string | undefined {
  try {
    tried();
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
}

function typeIn({ text, game }: Example): string {
  const [, type] = /^ {2}InstanceType: (\S+)$/m.exec(text) ?? [];
  if (type === undefined) throw new Error(`the example ${game} has no InstanceType on a line of its own`);
  return type;
}

/** The example with another type, and with what follows from its memory. */
function withType(text: string, before: string, type: string): string {
  if (type === before) return text;
  const gib = containerGibOf(type) ?? 0;
  return text
    .replace(/^Ec2:\n(?: {2}#.*\n)*/m, `Ec2:\n  # It leaves ${gib} GiB of memory for the container.\n`)
    .replace(`InstanceType: ${before}`, `InstanceType: ${type}`)
    .replace(/^( +MEMORY: )\d+G$/m, `$1${Math.max(gib - 1, 1)}G`)
    .replace(
      /\d+ of the \d+ GiB that the container gets/,
      `${Math.max(gib - 1, 1)} of the ${gib} GiB that the container gets`,
    );
}

/** The example under the leaf's name: its secrets, which are named after it, and the way to the schema. */
function named(text: string, { example, id, schema }: { example: Example; id: string; schema: string }): string {
  return text
    .replace(/\$schema=\S+/, () => `$schema=${schema}`)
    .replace(new RegExp(`(: |--name )/${example.game}/`, 'g'), (_all, before: string) => `${before}/${id}/`);
}
