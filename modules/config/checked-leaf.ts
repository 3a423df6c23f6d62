import { type z } from 'zod';

import { checkFile, type Checked } from './checked-file';
import { leafSchema } from './schema/leaf';
import { type YamlFile } from './yaml-file';

/** Checks the file of a leaf. A docker-compose file is one mistake, not a hundred. */
export function checkLeaf(file: YamlFile): Checked<z.output<typeof leafSchema>> {
  if (!file.has(['services']) || file.has(['Container'])) return checkFile(file, leafSchema);
  const message =
    'this is a docker-compose file, not a leaf: move it out of this folder; ./cm import then writes a leaf from it';
  return { problems: [file.problem(['services'], message, 'key')] };
}
