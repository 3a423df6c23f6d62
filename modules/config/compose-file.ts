import { readText } from './file-text';
import { YamlFile } from './yaml-file';

/** What to say of a docker-compose file among the leaves. */
export const COMPOSE_FILE =
  'this is a docker-compose file, not a leaf: move it out of this folder; ./cm import then writes a leaf from it';

/** Whether a file of the config is a docker-compose file, and no leaf. */
export function isComposeFile(file: YamlFile): boolean {
  return file.has(['services']) && !file.has(['Container']);
}

/** The same of a file that is not read as part of the config. */
export function isComposeFileAt(path: string): boolean {
  return isComposeFile(new YamlFile(path, readText(path), {}));
}
