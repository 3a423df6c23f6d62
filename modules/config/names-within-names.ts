import { type z } from 'zod';

import { type Problem } from './config-error';
import { type RightParts } from './schema/containers';
import { type leafSchema } from './schema/leaf';
import { type YamlFile } from './yaml-file';

interface Leaf {
  readonly id: string;
  readonly isNeeded: boolean;
  readonly file: YamlFile;
  /** What of the file is right. */
  readonly right?: RightParts<z.output<typeof leafSchema>> | undefined;
}

/**
 * Leaves whose names are within those of others, as `mc.example.com` is within `vanilla.mc.example.com`. Many resolvers ask for a name label by
 * label, with an A query for each: whoever connects to the longer name wakes both.
 *
 * @param domainName undefined where nothing is woken by DNS
 * @see https://www.rfc-editor.org/rfc/rfc9156 (QNAME minimisation)
 */
export function namesWithinNames(leaves: readonly Leaf[], domainName: string | undefined): Problem[] {
  if (domainName === undefined) return [];
  return leaves.flatMap((long) =>
    leaves
      .filter((short) => long.id.endsWith(`.${short.id}`) && (long.isNeeded || short.isNeeded))
      .filter(({ right }) => right?.wake?.byDns !== false)
      .map((short) =>
        long.file.problem(
          [],
          `whoever connects to ${long.id}.${domainName} also wakes ${short.id}, since many resolvers ask for ${short.id}.${domainName} ` +
            `on the way (QNAME minimisation): set Wake.ByDns to false in ${short.file.path}, or rename one of the two before it is ` +
            `deployed, e.g. ${long.id.replaceAll('.', '-')}: a deployed one would begin again with empty files`,
        ),
      ),
  );
}
