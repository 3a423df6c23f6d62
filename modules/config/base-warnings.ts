import { type z } from 'zod';

import { type Problem } from './config-error';
import { type RightParts } from './schema/containers';
import { type baseSchema } from './schema/base';
import { type YamlFile } from './yaml-file';

interface Base {
  readonly file: YamlFile;
  /** What of the file is right. */
  readonly right?: RightParts<z.output<typeof baseSchema>> | undefined;
}

/** What base.yaml may say, but seldom means. */
export function warningsOfBase({ file, right }: Base): Problem[] {
  // a wrong one is a problem
  if (right?.alertSubscription?.length !== 0) return [];
  return [
    file.problem(
      ['AlertSubscription', 'Email'],
      "names nobody: nobody learns that a leaf is left up or that a function or a backup failed, and only a leaf's own AlertSubscription learns that it cannot start or crashed. Name an address",
      'key',
    ),
  ];
}
