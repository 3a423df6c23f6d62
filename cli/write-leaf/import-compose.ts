import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { readText } from '../../modules/config/file-text';
import { type Project } from '../project/project';
import { CommandError, EXIT } from '../terminal/errors';
import { type Reporter } from '../terminal/reporter';
import { ComposeFile } from './compose/compose-file';
import { isOutside } from './compose/environment';
import { readEnvFile } from './compose/env-file';
import { readService } from './compose/service';
import { hasKnownSize } from './instance-types';
import { type LeafChoices } from './leaf-choices';
import { NewLeafFile } from './leaf-file';
import { leafYaml } from './leaf-yaml';
import { nextSteps } from './next-steps';

export interface ImportProps {
  /** Path of the compose file. */
  readonly file: string;
  /** Undefined: the only one. */
  readonly service: string | undefined;
  /** Of the leaf; undefined: that of the service. */
  readonly name: string | undefined;
}

/**
 * Writes a leaf from a service of a docker-compose file, and says what it does not take over.
 *
 * @param choices the type and the threshold, which no compose file has
 * @throws CommandError when the file cannot be read or has no such service, and when the leaf exists or would not load: then
 *   nothing is written
 */
export async function importCompose(
  project: Project,
  { file, service, name }: ImportProps,
  choices: LeafChoices,
  reporter: Reporter,
): Promise<void> {
  const path = resolve(file);
  const folder = dirname(path);
  const dotEnv = join(folder, '.env');
  if (existsSync(dotEnv) && isOutside(folder, '.env')) {
    throw new CommandError(
      `${dotEnv} is a link out of its folder, and what it leads to would get into the leaf: replace it by a file`,
    );
  }
  const { variables } = readEnvFile(existsSync(dotEnv) ? textOf(dotEnv) : '');
  const compose = new ComposeFile(file, textOf(path), variables);
  const chosen = chooseService(compose, service);
  const leaf = new NewLeafFile(project, name ?? nameFor(chosen));
  const { draft, notes, memoryGib } = readService(chosen, { file: compose, folder, variables });
  const instanceType = await choices.instanceType(memoryGib);
  const threshold = await choices.threshold();
  const wroteBase = leaf.write(
    leafYaml({
      draft,
      id: leaf.id,
      instanceType,
      threshold,
      schema: leaf.schema,
      origin: `Written by ./cm import from the service ${chosen} of ${basename(file)}.`,
    }),
  );
  reporter.say(`Wrote ${leaf.shown}.`);
  if (notes.length > 0) {
    const lines = notes.map(({ line, message }) => `  ${file}:${line} ${message}`);
    reporter.say(['Not as in the compose file:', ...lines].join('\n'));
  }
  if (!hasKnownSize(instanceType)) reporter.say(`${instanceType} may not exist: ./cm check asks AWS whether it does.`);
  for (const secret of draft.secrets) {
    reporter.say(
      `${secret} looks like a password: its value was not copied. The comment above Secrets says how to store it.`,
    );
  }
  for (const line of nextSteps(leaf.id, wroteBase)) reporter.say(line);
}

function textOf(path: string): string {
  const { text, flaw } = readText(path);
  if (flaw !== undefined) throw new CommandError(`${path}: ${flaw.message}`, { exitCode: EXIT.wrongUse });
  return text;
}

function chooseService({ serviceNames, path }: ComposeFile, wanted: string | undefined): string {
  const [first, ...others] = serviceNames;
  if (wanted === undefined && first !== undefined && others.length === 0) return first;
  if (wanted !== undefined && serviceNames.includes(wanted)) return wanted;
  const has = `${path} has the ${others.length === 0 ? 'service' : 'services'} ${serviceNames.join(', ')}`;
  const message =
    wanted === undefined
      ? `${has}: name one, as in ./cm import ${path} ${first ?? ''}`
      : `there is no service '${wanted}': ${has}`;
  throw new CommandError(message, { exitCode: EXIT.wrongUse });
}

/** Compose allows underscores in the name of a service, DNS does not. */
function nameFor(service: string): string {
  return service.toLowerCase().replaceAll('_', '-');
}
