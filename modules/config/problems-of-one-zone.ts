import { type z } from 'zod';

import { hasOneZoneEfs } from '../aws/one-zone-efs';
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
 * What is wrong with one availability zone in a Region that has no One Zone file systems: a new file system would be one.
 * An adopted one may be in all zones of the Region.
 */
export function problemsOfOneZone(
  base: Part<z.output<typeof baseSchema>>,
  leaves: readonly Part<z.output<typeof leafSchema>>[],
): Problem[] {
  const { region, vpc } = base.right ?? {};
  if (region === undefined || vpc?.maxAZs !== 1 || hasOneZoneEfs(region)) return [];
  const leaf = leaves.find(({ right }) =>
    Object.values(right?.volumes ?? {}).some((volume) => volume?.fileSystemId === undefined),
  );
  if (leaf === undefined) return [];
  const message =
    `is 1, and then file systems use EFS One Zone, which AWS does not have in ${region}: ` +
    `set Vpc.MaxAZs: 2 (${leaf.file.path} has volumes)`;
  return [base.file.problem(['Vpc', 'MaxAZs'], message)];
}
