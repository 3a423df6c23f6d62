import { checkFiles, type LoadConfigProps } from './checked-files';
import { ConfigError, type Problem, problemLines } from './config-error';
import { type Path } from './key-path';
import { toBaseConfig, toLeafConfig } from './to-config';
import { type Config } from './types';

/** The configuration and where it comes from. */
export interface LoadedConfig {
  /** With the leaves that are needed. */
  readonly config: Config;
  /** Ids of all leaves that have a file, also one that is not read because of its name, in alphabetical order. */
  readonly leafIds: readonly string[];
  /** Absolute path of the folder that holds base.yaml. */
  readonly folder: string;
  /** Whether that is the shipped example, since the user has no folder. */
  readonly usedQuickstart: boolean;
  /** What is allowed, but looks like a mistake in base or a leaf that is needed: a line each. */
  readonly warnings: readonly string[];
  /** A problem that somebody else finds with a value, e.g. with what AWS says of it. */
  readonly problem: ProblemWith;
}

/**
 * A problem with a value of the config, with the place where its file has the value.
 *
 * @param id of a leaf that is needed, or base
 * @param path keys as they are in the file, e.g. `['Domain', 'Name']`
 */
export type ProblemWith = (id: string, path: Path, message: string) => Problem;

/**
 * Reads and checks base.yaml and the leaves that are needed.
 *
 * @throws ConfigError with all problems of these files
 */
export function loadConfig(props: LoadConfigProps): LoadedConfig {
  const { base, leaves, unreadLeafIds, problems, warnings, folder, usedQuickstart } = checkFiles(props);
  if (problems.length > 0 || base?.value === undefined) throw new ConfigError(problems);
  const { value } = base;
  return {
    config: {
      base: toBaseConfig(value),
      leaves: leaves.flatMap(({ id, isNeeded, value: leaf }) =>
        leaf === undefined || !isNeeded ? [] : [toLeafConfig(id, leaf, value.maturity)],
      ),
    },
    leafIds: [...new Set([...leaves.map(({ id }) => id), ...unreadLeafIds])].sort(),
    folder,
    usedQuickstart,
    warnings: problemLines(warnings),
    problem: (id, path, message) => (leaves.find((leaf) => leaf.id === id) ?? base).file.problem(path, message),
  };
}
