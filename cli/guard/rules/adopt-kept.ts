import { z } from 'zod';

import { VOLUME_TAG } from '../../../modules/aws/storage-types';
import { stackNameOf } from '../../../modules/config/stack-name';
import { isEmpty, type LeafFileSystem, sizeAndDate } from '../../aws/file-systems';
import { type Finding, type GuardedDeployment } from '../finding';
import { actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../../terraform/plan';

/**
 * Refuses to create a file system for a volume that has one which is not in the state: it was kept when the leaf was
 * retired, or a deployment was killed. The leaf would come back with an empty world. Refuses, too, to adopt a file
 * system that another leaf has mounted: it would be in two states.
 */
export function adoptKept(deployment: GuardedDeployment): Finding[] {
  return [...createdBeside(deployment), ...adoptedFromOthers(deployment)];
}

function createdBeside({ plans, fileSystems }: GuardedDeployment): Finding[] {
  return plans.flatMap(({ stack, plan }) => {
    const known = knownTo(plan);
    const unknown = fileSystems.filter(
      ({ leafId, fileSystemId }) => stackNameOf(leafId) === stack && !known.has(fileSystemId),
    );
    return effectiveChanges(plan)
      .filter((change) => change.type === 'aws_efs_file_system' && actionOf(change) === 'create')
      .flatMap((change): Finding[] => {
        const [first, ...more] = unknown.filter(({ volumeId }) => volumeId === volumeOf(change));
        if (first === undefined) return [];
        const wanted = 'a new, empty one beside it';
        return [{ severity: 'refuse', stack, address: change.address, message: messageOf(first, more), wanted }];
      });
  });
}

/** Nothing can allow it, so the finding has no address: both stacks would create mount targets, and AWS takes one a zone. */
function adoptedFromOthers({ plans, fileSystems, deployedLeaves }: GuardedDeployment): Finding[] {
  return plans.flatMap(({ stack, plan }) =>
    effectiveChanges(plan).flatMap(({ address, change: { importing } }): Finding[] => {
      const adopted = fileSystems.find(({ fileSystemId }) => fileSystemId === importing?.id);
      if (adopted === undefined || !isMounted(adopted) || stackNameOf(adopted.leafId) === stack) return [];
      const { fileSystemId, leafId } = adopted;
      const advice = deployedLeaves.includes(stackNameOf(leafId))
        ? `Run ./cm retire ${leafId} first: it keeps the files of volumes with KeepOnDelete, and asks before it changes anything`
        : `If ${leafId} was deployed from elsewhere, retire it there; if not, delete the mount targets in the EFS console`;
      const message =
        `${address} would adopt ${fileSystemId}, but ${leafId} has it mounted: to retire either leaf would take it from ` +
        `the other. ${advice}`;
      return [{ severity: 'refuse', stack, message }];
    }),
  );
}

/** Ids of the file systems that the state has or the plan adopts. */
function knownTo({ resource_changes: changes }: TerraformPlan): Set<string | undefined> {
  return new Set(changes.flatMap(({ change: { before, importing } }) => [identified.parse(before).id, importing?.id]));
}

const identified = z.object({ id: z.string().optional() }).catch({});

function volumeOf({ change: { after } }: ResourceChange): string | undefined {
  return tagged.parse(after).tags[VOLUME_TAG];
}

const tagged = z.object({ tags: z.record(z.string(), z.string()) }).catch({ tags: {} });

/** @param more other file systems of the same volume */
function messageOf(first: LeafFileSystem, more: readonly LeafFileSystem[]): string {
  const { leafId, volumeId } = first;
  const all = [first, ...more];
  return [
    `${leafId}/${volumeId} would get a new, empty file system, but this volume has one already: ` +
      all.map(whatItIs).join('; '),
    ...(all.some(isMounted) ? ['If the state of this leaf is somewhere else, deploy there'] : []),
    ...all.filter(isLeftOver).map(({ fileSystemId }) => `If that deployment left ${fileSystemId} behind, delete it`),
    `To keep the files, put 'FileSystemId: ${first.fileSystemId}'${more.length > 0 ? ', or the right one of the others,' : ''} ` +
      `into the YAML of ${leafId}, beside the Paths of ${volumeId}`,
  ].join('. ');
}

function whatItIs(one: LeafFileSystem): string {
  const it = `${one.fileSystemId} (${sizeAndDate(one)})`;
  if (isMounted(one)) return `${it} is mounted but not in this state`;
  return isLeftOver(one) ? `${it} was kept, or a killed deployment had just created it` : `${it} was kept`;
}

function isMounted({ mountTargets }: LeafFileSystem): boolean {
  return mountTargets > 0;
}

function isLeftOver(one: LeafFileSystem): boolean {
  return isEmpty(one) && !isMounted(one);
}
