import { z } from 'zod';

import { actionOf, effectiveChanges } from '../../terraform/plan';
import { type Finding, type GuardedDeployment } from '../finding';

/**
 * Refuses to show one path of a container the files of another: paths that differ only in upper case, dots and the like take
 * their folders in the order in which they are listed, and no resource changes but the task definition.
 */
export function keepFolders({ plans }: GuardedDeployment): Finding[] {
  return plans.flatMap(({ stack, plan }) =>
    effectiveChanges(plan)
      .filter((change) => change.type === 'aws_ecs_task_definition' && ['replace', 'update'].includes(actionOf(change)))
      .flatMap(({ address, change }) =>
        movedPaths(foldersIn(change.before), foldersIn(change.after)).map(({ path, other }): Finding => {
          const message =
            `${path} would show the files of ${other}: their folders have one name but for its end, and the path that is ` +
            'listed first has it without. Put the paths back in their old order, and new ones below them';
          return { severity: 'refuse', stack, address, message };
        }),
      ),
  );
}

/** Folder (the name of the task's volume) by path. */
type Folders = ReadonlyMap<string, string>;

/** Paths that get a folder that was another path's, where that path stays or they had one of their own. */
function movedPaths(before: Folders, after: Folders) {
  return [...after].flatMap(([path, folder]) => {
    const other = [...before].find(([, taken]) => taken === folder)?.[0];
    const isMoved = other !== undefined && other !== path && (after.has(other) || before.has(path));
    return isMoved ? [{ path, other }] : [];
  });
}

const definitions = z.array(
  z.object({
    mountPoints: z.array(z.object({ containerPath: z.string(), sourceVolume: z.string() })).default([]),
  }),
);

function foldersIn(values: unknown): Folders {
  const text = z.object({ container_definitions: z.string() }).safeParse(values).data?.container_definitions ?? '[]';
  const mounts = definitions.safeParse(parsed(text)).data?.flatMap(({ mountPoints }) => mountPoints) ?? [];
  return new Map(mounts.map(({ containerPath, sourceVolume }) => [containerPath, sourceVolume]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // known only after apply, in part
    return [];
  }
}
