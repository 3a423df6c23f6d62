import { basename, dirname } from 'node:path';

import { type z } from 'zod';

import { type Checked, checkFile } from './checked-file';
import { checkLeaf } from './checked-leaf';
import { type ConfigFolder, findConfigFolder, leavesFolder, shownPath } from './config-folder';
import { type Problem } from './config-error';
import { listConfigFiles, type StrayFile } from './config-files';
import { type Environment } from './environment-tag';
import { readText } from './file-text';
import { problemsOfLeafId } from './leaf-id';
import { joinListedEmails } from './listed-emails';
import { nameListedVolumes } from './listed-volumes';
import { namesWithinNames } from './names-within-names';
import { problemsBetweenLeaves } from './problems-between-leaves';
import { problemsOfOneZone } from './problems-of-one-zone';
import { baseSchema } from './schema/base';
import { type leafSchema } from './schema/leaf';
import { BASE_STACK_NAME, stackNameOf } from './stack-name';
import { startPageWarnings } from './start-page-warnings';
import { warningsOf } from './warnings';
import { warningsOfBase } from './base-warnings';
import { YamlFile } from './yaml-file';

export interface LoadConfigProps {
  /** Absolute path of the folder that holds `config`; errors show files relative to it. */
  readonly projectFolder: string;
  /** `CONFIG_DIR` and what `!ENV` refers to: `process.env`. */
  readonly env: Environment;
  /**
   * The leaves that are needed, by id or stack name, in upper or lower case; those without a file do not matter. The files
   * of other leaves may be wrong. @default all leaves
   */
  readonly only?: readonly string[] | undefined;
}

/** A file and what it says. */
type CheckedYaml<Value> = Checked<Value> & { readonly file: YamlFile };

export interface CheckedLeaf extends CheckedYaml<z.output<typeof leafSchema>> {
  readonly id: string;
  readonly isNeeded: boolean;
}

/** All files of the config, each checked. */
export interface CheckedFiles extends ConfigFolder {
  /** Undefined where the file is missing: `problems` says so. */
  readonly base: CheckedYaml<z.output<typeof baseSchema>> | undefined;
  /** By id, in alphabetical order, also those that are not needed. */
  readonly leaves: readonly CheckedLeaf[];
  /** Ids of leaves whose file is not read, e.g. because of its ending: `problems` says so where they are needed. */
  readonly unreadLeafIds: readonly string[];
  /** Of base and the leaves that are needed. */
  readonly problems: readonly Problem[];
  /** What base and the leaves that are needed may say, but looks like a mistake. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads and checks base.yaml and every leaf.
 *
 * @throws ConfigError when there is no config folder where one should be
 */
export function checkFiles({ projectFolder, env, only }: LoadConfigProps): CheckedFiles {
  const found = findConfigFolder(projectFolder, env);
  const files = listConfigFiles(found.folder);
  const shown = (path: string) => shownPath(projectFolder, path);
  const read = (path: string) =>
    new YamlFile(shown(path), readText(path), env, (root) => {
      nameListedVolumes(root);
      joinListedEmails(root);
    });
  const wanted = only?.map((name) => stackNameOf(name.toLowerCase()));
  const isNeeded = (id: string) => wanted === undefined || wanted.includes(stackNameOf(id));

  const baseYaml = files.base === undefined ? undefined : read(files.base);
  const base = baseYaml && { file: baseYaml, ...checkFile(baseYaml, baseSchema) };
  const leaves = files.leaves.map(({ id, path }) => {
    const file = read(path);
    const idProblems = problemsOfLeafId(id, base?.right?.name, base?.right?.domain?.name).map((message) =>
      file.problem([], message),
    );
    return { id, isNeeded: isNeeded(id), file, idProblems, ...checkLeaf(file) };
  });
  const needed = leaves.filter((leaf) => leaf.isNeeded);
  return {
    ...found,
    base,
    leaves,
    unreadLeafIds: files.unreadLeafIds,
    problems: [
      ...files.strays
        .filter((stray) => wanted === undefined || concernsNeeded(stray, leavesFolder(found.folder), isNeeded))
        .map(({ path, message }) => ({ file: shown(path), line: 1, column: 1, key: '', message })),
      ...(base?.problems ?? []),
      ...needed.flatMap((leaf) => [...leaf.idProblems, ...leaf.problems]),
      ...(base ? problemsOfOneZone(base, needed) : []),
      ...problemsBetweenLeaves(leaves),
    ],
    warnings: [
      ...(base ? warningsOfBase(base) : []),
      ...needed.flatMap(warningsOf),
      ...(base ? startPageWarnings(base, needed) : []),
      ...namesWithinNames(leaves, base?.right?.domain?.name),
    ],
  };
}

/** Whether a stray file may be meant for base or a leaf that is needed: `minecraft.yml` for `minecraft`. */
function concernsNeeded({ path }: StrayFile, leaves: string, isNeeded: (id: string) => boolean): boolean {
  const name = basename(path).toLowerCase();
  const id = name.replace(/[.]ya?ml$/, '');
  if (id === name && dirname(path) !== leaves) return true;
  return id === BASE_STACK_NAME || isNeeded(id);
}
