import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

import { readText } from '../../../modules/config/file-text';
import { isPassword, namesPassword } from '../../../modules/config/password-names';
import { type Path } from '../../../modules/config/key-path';
import { type ComposeMap, type ComposeValue } from './compose-file';
import { readEnvFile } from './env-file';
import { type Variables } from './interpolate';
import { isMapValue, listOf, type Note, textOf } from './values';

export interface Environment {
  readonly environment: Variables;
  /** Names of variables that are passwords: their values are not taken over. */
  readonly secrets: readonly string[];
}

export interface EnvironmentProps {
  readonly service: ComposeMap;
  /** Of the compose file. */
  readonly folder: string;
  /** Of the file `.env`. */
  readonly variables: Variables;
  /** Whether the text at a path has variables without a value. */
  readonly isUnset: (path: Path) => boolean;
}

/** `env_file` and `environment`, which goes before it. */
export function environmentOf({ service, folder, variables, isUnset }: EnvironmentProps, note: Note): Environment {
  const environment: Record<string, string> = {};
  const secrets = new Set<string>();
  const take = (name: string, value: string, isNamed = isPassword(name, value)) => {
    secrets.delete(name);
    if (isNamed) {
      secrets.add(name);
      // of an env_file
      Reflect.deleteProperty(environment, name);
    } else environment[name] = value;
  };
  for (const [name, value] of Object.entries(fromFiles(service.env_file, folder, variables, note))) take(name, value);
  for (const [name, written, path] of entriesOf(service.environment, note)) {
    const value = written ?? variables[name];
    if (namesPassword(name) && (value === undefined || isUnset(path))) take(name, '', true);
    else if (value !== undefined) take(name, value);
    else note(path, `${name}: has no value here, and docker compose would take it from the shell: left out`);
  }
  return { environment, secrets: [...secrets] };
}

type Entry = readonly [name: string, value: string | null, path: readonly (string | number)[]];

function entriesOf(value: ComposeValue | undefined, note: Note): Entry[] {
  if (isMapValue(value)) {
    return Object.entries(value).flatMap(([name, one]): Entry[] => {
      const path = ['environment', name];
      if (one === null || typeof one === 'string') return [[name, one, path]];
      note(path, `${name}: is not text: left out`);
      return [];
    });
  }
  return listOf(value).flatMap((entry, index): Entry[] => {
    const path = ['environment', index];
    const [, name, text] = /^([^=]+?)(?:=(.*))?$/s.exec(textOf(entry) ?? '') ?? [];
    if (name !== undefined) return [[name, text ?? null, path]];
    note(path, 'is not NAME=value: left out');
    return [];
  });
}

function fromFiles(value: ComposeValue | undefined, folder: string, known: Variables, note: Note) {
  const all: Record<string, string> = {};
  for (const [index, entry] of listOf(value).entries()) {
    const file = isMapValue(entry) ? textOf(entry.path) : textOf(entry);
    const path = Array.isArray(value) ? ['env_file', index] : ['env_file'];
    if (file !== undefined && isOutside(folder, file)) {
      note(path, `${file}: is outside of the compose file's folder: its variables are left out`);
      continue;
    }
    const { text, flaw } = readText(resolve(folder, file ?? ''));
    if (file === undefined || flaw !== undefined) {
      note(path, `${file ?? 'env_file'}: ${flaw?.message ?? 'names no file'}: its variables are left out`);
      continue;
    }
    const { variables, unset } = readEnvFile(text, known);
    for (const name of unset) note(path, `${file}: ${name} is not set: empty text was used`);
    Object.assign(all, variables);
  }
  return all;
}

/** Whether a file is not in a folder: a stranger's compose file could name any file of this computer, and a link to it. */
export function isOutside(folder: string, file: string): boolean {
  const way = relative(real(folder), real(resolve(folder, file)));
  return way.startsWith('..') || isAbsolute(way);
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // it does not exist
    return path;
  }
}
