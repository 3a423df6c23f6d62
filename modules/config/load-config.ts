import { checkFile } from './checked-file';
import { checkLeaf } from './checked-leaf';
import { listConfigFiles } from './config-files';
import { findConfigFolder, shownPath } from './config-folder';
import { ConfigError, type Problem, problemLines } from './config-error';
import { type Environment } from './environment-tag';
import { readText } from './file-text';
import { problemsOfLeafId } from './leaf-id';
import { joinListedEmails } from './listed-emails';
import { nameListedVolumes } from './listed-volumes';
import { problemsBetweenLeaves } from './problems-between-leaves';
import { problemsOfOneZone } from './problems-of-one-zone';
import { baseSchema } from './schema/base';
import { toBaseConfig, toLeafConfig } from './to-config';
import { type Config } from './types';
import { warningsOf } from './warnings';
import { YamlFile } from './yaml-file';

export interface LoadConfigProps {
  /** Absolute path of the folder that holds `config`; errors show files relative to it. */
  readonly projectFolder: string;
  /** `CONFIG_DIR` and what `!ENV` refers to: `process.env`. */
  readonly env: Environment;
}

/** The configuration and where it comes from. */
export interface LoadedConfig {
  readonly config: Config;
  /** Absolute path of the folder that holds base.yaml. */
  readonly folder: string;
  /** Whether that is the shipped example, since the user has no folder. */
  readonly usedQuickstart: boolean;
  /** What is allowed, but looks like a mistake: a line each. */
  readonly warnings: readonly string[];
}

/**
 * Reads and checks base.yaml and every leaf.
 *
 * @throws ConfigError with all problems of all files
 */
export function loadConfig({ projectFolder, env }: LoadConfigProps): LoadedConfig {
  const { folder, usedQuickstart } = findConfigFolder(projectFolder, env);
  const files = listConfigFiles(folder);
  const shown = (path: string) => shownPath(projectFolder, path);
  const read = (path: string) =>
    new YamlFile(shown(path), readText(path), env, (root) => {
      nameListedVolumes(root);
      joinListedEmails(root);
    });

  const baseYaml = files.base === undefined ? undefined : read(files.base);
  const base = baseYaml && checkFile(baseYaml, baseSchema);
  const leaves = files.leaves.map(({ id, path }) => {
    const file = read(path);
    const idProblems = problemsOfLeafId(id, base?.right?.name, base?.right?.domain?.name).map((message) =>
      file.problem([], message),
    );
    return { id, file, idProblems, ...checkLeaf(file) };
  });

  const problems: Problem[] = [
    ...files.strays.map(({ path, message }) => ({ file: shown(path), line: 1, column: 1, key: '', message })),
    ...(base?.problems ?? []),
    ...leaves.flatMap((leaf) => [...leaf.idProblems, ...leaf.problems]),
    ...(baseYaml ? problemsOfOneZone({ file: baseYaml, right: base?.right }, leaves) : []),
    ...problemsBetweenLeaves(leaves),
  ];
  if (problems.length > 0 || base?.value === undefined) throw new ConfigError(problems);
  const { value } = base;
  return {
    config: {
      base: toBaseConfig(value),
      leaves: leaves.flatMap((leaf) =>
        leaf.value === undefined ? [] : [toLeafConfig(leaf.id, leaf.value, value.maturity)],
      ),
    },
    folder,
    usedQuickstart,
    warnings: problemLines(leaves.flatMap(warningsOf)),
  };
}
