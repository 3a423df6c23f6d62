import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

import { type Document, isAlias, isNode, parseDocument } from 'yaml';
import { z } from 'zod';

import { baseFile } from '../../modules/config/config-folder';
import { CommandError, EXIT } from '../terminal/errors';
import { type Block } from './fit';
import { code } from './markdown';

/** What base.yaml says about the place of the state, as JSON, e.g. `{"State":{"Bucket":"states"}}`. */
export interface StateChange {
  readonly before: string;
  readonly after: string;
}

const schema = z.object({ before: z.string(), after: z.string() });

/** Below the paths that are not the config's, above all that the plans say: they were made with the new state. */
const IMPORTANCE = 135;

/**
 * Compares what base.yaml says about the place of the state with what it said in a commit. Values of `!ENV` are not compared:
 * a pull request cannot change them.
 *
 * @param configFolder absolute path, in a clone of git
 * @param commit in git's words, e.g. `HEAD^1`
 * @throws CommandError (wrong use) when git does not know the commit
 */
export function stateChangeSince(configFolder: string, commit: string): StateChange | undefined {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: configFolder, encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`);
  if (status !== 0) {
    throw new CommandError(`--before ${commit}: git does not know this commit in ${configFolder}. Fetch it first`, {
      exitCode: EXIT.wrongUse,
    });
  }
  // a folder that the commit does not have, e.g. before the first config
  const old = git('show', `${stdout.trim()}:./base.yaml`);
  const file = baseFile(configFolder);
  const before = placeIn(old.status === 0 ? old.stdout : '');
  const after = placeIn(existsSync(file) ? readFileSync(file, 'utf8') : '');
  return before === after ? undefined : { before, after };
}

/** `Name` is a part of the key of a state, and `Region` is the bucket's where State has none. */
function placeIn(text: string): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  const parts = ['Name', 'Region', 'State'].flatMap((key) => {
    const value = valueOf(document.get(key, true), document);
    const isUnused = key === 'Region' && document.getIn(['State', 'Region']) !== undefined;
    return value === undefined || isUnused ? [] : [[key, value]];
  });
  return JSON.stringify(Object.fromEntries(parts));
}

/** An alias could be the same while its value changes. */
function valueOf(node: unknown, document: Document): unknown {
  const target = isAlias(node) ? node.resolve(document) : node;
  return isNode(target) ? target.toJS(document, { maxAliasCount: 100 }) : target;
}

const SIGN = '! ';

/** A line of `DEPLOYED_FILE`. */
export function stateChangeLine(change: StateChange): string {
  return `${SIGN}${JSON.stringify(change)}`;
}

/** Reads such a line; undefined for all others. */
export function parseStateChange(line: string): StateChange | undefined {
  return line.startsWith(SIGN) ? schema.parse(JSON.parse(line.slice(SIGN.length))) : undefined;
}

/** For a person at a terminal, or in the log of CI. */
export function stateChangeText({ before, after }: StateChange): string {
  return `base.yaml names another place of the state than before: ${after}, not ${before}.`;
}

/** What a person must read before the plans. */
export function stateChangeBlock(change: StateChange | undefined): Block {
  const text = (each: StateChange) =>
    `> - base.yaml said ${code(each.before)}, and now says ${code(each.after)}. The plans below are made with the state ` +
    'that is there, and after the merge its bucket gets every value of the config. Unless you moved the state yourself, ' +
    'do not merge this.';
  return {
    heading: '> [!CAUTION]\n> **Another state**\n>',
    lines: change === undefined ? [] : [{ text: text(change), importance: IMPORTANCE }],
  };
}
