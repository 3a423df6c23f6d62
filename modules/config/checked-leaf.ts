import { type z } from 'zod';

import { checkFile, type Checked } from './checked-file';
import { COMPOSE_FILE, isComposeFile } from './compose-file';
import { EMPTY_LIST } from './schema/allowed-cidrs';
import { leafSchema } from './schema/leaf';
import { type YamlFile } from './yaml-file';

const ALLOWED_CIDRS = ['Container', 'AllowedCidrs'];

/** Checks the file of a leaf. A docker-compose file is one mistake, not a hundred. */
export function checkLeaf(file: YamlFile): Checked<z.output<typeof leafSchema>> {
  if (isComposeFile(file)) return { problems: [file.problem(['services'], COMPOSE_FILE, 'key')] };
  const checked = checkFile(file, leafSchema);
  return isEmptyList(file, checked)
    ? { right: checked.right, problems: [...checked.problems, file.problem(ALLOWED_CIDRS, EMPTY_LIST)] }
    : checked;
}

/** A key without a value is as if it were absent. Here that would let everybody in, when somebody took the last network out. */
function isEmptyList(file: YamlFile, { right, problems }: Checked<z.output<typeof leafSchema>>): boolean {
  const key = ALLOWED_CIDRS.join('.');
  const isKnown = right?.container?.allowedCidrs !== undefined || problems.some((problem) => problem.key === key);
  return file.has(ALLOWED_CIDRS) && !isKnown;
}
