import { type z } from 'zod';

import { type Problem } from './config-error';
import { type RightParts } from './schema/containers';
import { type baseSchema } from './schema/base';
import { type leafSchema } from './schema/leaf';
import { type YamlFile } from './yaml-file';

interface Part<Value> {
  readonly file: YamlFile;
  /** What of the file is right. */
  readonly right?: RightParts<Value> | undefined;
}

/**
 * What leaves say for a page or a chat that base does not have. It is no mistake of the leaf: somebody may turn the page off and on
 * in base.yaml alone.
 */
export function startPageWarnings(
  base: Part<z.output<typeof baseSchema>>,
  leaves: readonly Part<z.output<typeof leafSchema>>[],
): Problem[] {
  const { right } = base;
  // of a base.yaml that cannot be read nobody knows
  if (right === undefined) return [];
  const { path } = base.file;
  const hasPage = right.startPage?.enabled === true;
  return leaves.flatMap(({ file, right: leaf }) => [
    ...(leaf?.startPage?.note !== undefined && !hasPage
      ? [
          file.problem(
            ['StartPage', 'Note'],
            `nobody reads it: there is no start page. Set StartPage.Enabled: true in ${path}, or remove it`,
            'key',
          ),
        ]
      : []),
    ...((leaf?.discord?.roles ?? []).length > 0 && right.discord === undefined
      ? [
          file.problem(
            ['Discord', 'Roles'],
            `nobody can use /stop: ${path} has no Discord. Add it there, or remove them`,
            'key',
          ),
        ]
      : []),
  ]);
}
