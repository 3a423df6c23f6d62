import { type z } from 'zod';

import { type Problem } from './config-error';
import { type RightParts } from './schema/containers';
import { type leafSchema } from './schema/leaf';
import { stackNameOf } from './stack-name';
import { type YamlFile } from './yaml-file';

interface Leaf {
  readonly id: string;
  readonly isNeeded: boolean;
  readonly file: YamlFile;
  /** What of the file is right. */
  readonly right?: RightParts<z.output<typeof leafSchema>> | undefined;
}

/**
 * What is wrong between leaves: two with the same stack name, or one file system for two volumes. Two leaves that are not
 * needed may have both.
 */
export function problemsBetweenLeaves(leaves: readonly Leaf[]): Problem[] {
  const problems: Problem[] = [];
  const stacks = new Map<string, YamlFile>();
  const owners = new Map<string, { readonly place: string; readonly isNeeded: boolean }>();
  for (const { id, isNeeded, file, right } of leaves) {
    const stack = stackNameOf(id);
    const other = stacks.get(stack);
    if (other !== undefined && isNeeded) {
      problems.push(file.problem([], `has the same stack name, ${stack}, as ${other.path}: rename one of the two`));
    }
    stacks.set(stack, file);
    for (const { path, fileSystemId } of adoptions(right ?? {})) {
      const owner = owners.get(fileSystemId);
      if (owner !== undefined && (isNeeded || owner.isNeeded)) {
        problems.push(file.problem(path, `${fileSystemId} is already used by ${owner.place}: remove one of the two`));
      }
      owners.set(fileSystemId, { place: `${file.path} ${path.slice(0, -1).join('.')}`, isNeeded });
    }
  }
  return problems;
}

function adoptions({ volumes = {} }: RightParts<z.output<typeof leafSchema>>) {
  return Object.entries(volumes).flatMap(([id, volume]) =>
    volume?.fileSystemId === undefined
      ? []
      : [{ path: ['Volumes', id, 'FileSystemId'], fileSystemId: volume.fileSystemId }],
  );
}
