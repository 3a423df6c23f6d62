import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { checkFile } from '../../modules/config/checked-file';
import { listConfigFiles } from '../../modules/config/config-files';
import { baseFile, findConfigFolder, leavesFolder, shownPath } from '../../modules/config/config-folder';
import { ConfigError } from '../../modules/config/config-error';
import { problemsOfLeafId } from '../../modules/config/leaf-id';
import { leafSchema } from '../../modules/config/schema/leaf';
import { stackNameOf } from '../../modules/config/stack-name';
import { YamlFile } from '../../modules/config/yaml-file';
import { type Project } from '../project/project';
import { CommandError, EXIT } from '../terminal/errors';

/** A leaf's file that does not exist yet. It needs no other file of the config: those may be half written. */
export class NewLeafFile {
  /** Id of the leaf. */
  readonly id: string;
  /** Where it will be, as it is shown to the user. */
  readonly shown: string;
  /** Path of the schema, from the file. */
  readonly schema: string;
  private readonly path: string;
  private readonly quickstartBase: string | undefined;
  private readonly base: string;

  /**
   * @param name of the leaf, in upper or lower case
   * @param another what a person can do about a name that is impossible or taken
   * @throws CommandError (wrong use) when a leaf cannot have this name, or one has it
   */
  constructor(project: Project, name: string, another = 'choose another --name') {
    this.id = name.toLowerCase();
    const { folder, usedQuickstart } = configFolderOf(project);
    const [problem] = problemsOfLeafId(this.id, undefined, undefined);
    if (problem !== undefined) throw wrongUse(`${problem.replace(/: rename the file.*/, '')}: ${another}`);
    // without a config folder of the user's own, the quickstart is used: its leaf is an example
    const own = usedQuickstart ? join(project.folder, 'config') : folder;
    this.path = join(leavesFolder(own), `${this.id}.yaml`);
    this.shown = shownPath(project.folder, this.path);
    this.schema = relative(dirname(this.path), join(project.folder, 'schema', 'leaf.schema.json')).replaceAll(
      '\\',
      '/',
    );
    this.base = baseFile(own);
    this.quickstartBase = usedQuickstart ? baseFile(folder) : undefined;
    const files = usedQuickstart ? undefined : listConfigFiles(folder);
    const known = [...(files?.leaves ?? []), ...(files?.strays ?? [])].map(({ path }) => path);
    const taken = known.find((path) => path.toLowerCase().replace(/\.yml$/, '.yaml') === this.path.toLowerCase());
    if (taken !== undefined) throw wrongUse(`${shownPath(project.folder, taken)} exists: ${another}`);
    const twin = files?.leaves.find(({ id }) => stackNameOf(id) === stackNameOf(this.id));
    if (twin !== undefined) {
      throw wrongUse(`${shownPath(project.folder, twin.path)} would have the same stack: ${another}`);
    }
  }

  /**
   * Writes the file, and base.yaml where there is no config yet.
   *
   * @returns whether it wrote base.yaml
   * @throws CommandError when the leaf would not load: then nothing is written
   */
  write(text: string): boolean {
    const { problems } = checkFile(new YamlFile(this.shown, { text }, {}), leafSchema);
    if (problems.length > 0) {
      const lines = problems.map(({ key, message }) => `  ${key}: ${message}`);
      throw new CommandError(`${this.shown} was not written, since it would not load:\n${lines.join('\n')}`);
    }
    mkdirSync(dirname(this.path), { recursive: true });
    // a file that came into being meanwhile stays
    writeFileSync(this.path, text, { flag: 'wx' });
    if (this.quickstartBase === undefined) return false;
    copyFileSync(this.quickstartBase, this.base);
    return true;
  }
}

function configFolderOf(project: Project) {
  try {
    return findConfigFolder(project.folder, process.env);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new CommandError(cause.message, { cause });
  }
}

function wrongUse(message: string): CommandError {
  return new CommandError(message, { exitCode: EXIT.wrongUse });
}
