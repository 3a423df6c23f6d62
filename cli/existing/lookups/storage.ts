import { paginateListBackupPlans, paginateListBackupSelections } from '@aws-sdk/client-backup';
import {
  type FileSystemDescription,
  paginateDescribeAccessPoints,
  paginateDescribeFileSystems,
  paginateDescribeMountTargets,
} from '@aws-sdk/client-efs';
import { z } from 'zod';

import { VOLUME_TAG } from '../../../modules/aws/storage-types';
import { LEAF_TAG, PROJECT_TAG } from '../../../modules/aws/tags';
import { isDeleted } from '../../aws/file-systems';
import { all, type Lookup, lookup } from './lookup';

const named = z.object({ name: z.string() });
const tagged = z.object({ tags_all: z.record(z.string(), z.string()) });
const onFileSystem = z.object({ file_system_id: z.string() });

/** The tags that say whose file system it is: others may have changed in the YAML since. */
const IDENTITY = [PROJECT_TAG, LEAF_TAG, VOLUME_TAG];

/** How much the clocks of this computer and of AWS may differ. */
const CLOCKS_MS = 5 * 60_000;

/**
 * A file system that was there before the killed run is no half of a creation: it may be a world that `./cm retire` kept. About
 * that one the guard asks.
 */
function isFrom({ CreationTime: createdAt }: FileSystemDescription, since: Date): boolean {
  return createdAt !== undefined && createdAt.getTime() >= since.getTime() - CLOCKS_MS;
}

/** Resources of EFS and AWS Backup. */
export const STORAGE: Readonly<Record<string, Lookup>> = {
  aws_efs_file_system: lookup(tagged, async ({ tags_all }, { clients: { efs }, since }) => {
    if (since === undefined) return [];
    const fileSystems = await all(paginateDescribeFileSystems({ client: efs }, {}), ({ FileSystems }) => FileSystems);
    return fileSystems
      .filter(({ Tags: tags = [] }) =>
        IDENTITY.every((key) => tags.some((tag) => tag.Key === key && tag.Value === tags_all[key])),
      )
      .filter((one) => !isDeleted(one) && isFrom(one, since))
      .map(({ FileSystemId }) => FileSystemId);
  }),
  aws_efs_access_point: lookup(
    onFileSystem.extend({ root_directory: z.tuple([z.object({ path: z.string() })]) }),
    async ({ file_system_id: FileSystemId, root_directory: [{ path }] }, { clients: { efs } }) => {
      const points = await all(
        paginateDescribeAccessPoints({ client: efs }, { FileSystemId }),
        ({ AccessPoints }) => AccessPoints,
      );
      return points
        .filter((one) => one.RootDirectory?.Path === path && !isDeleted(one))
        .map(({ AccessPointId }) => AccessPointId);
    },
  ),
  aws_efs_mount_target: lookup(
    onFileSystem.extend({ subnet_id: z.string() }),
    async ({ file_system_id: FileSystemId, subnet_id: subnet }, { clients: { efs } }) => {
      const targets = await all(
        paginateDescribeMountTargets({ client: efs }, { FileSystemId }),
        ({ MountTargets }) => MountTargets,
      );
      return targets
        .filter((one) => one.SubnetId === subnet && !isDeleted(one))
        .map(({ MountTargetId }) => MountTargetId);
    },
  ),
  aws_backup_plan: lookup(named, async ({ name }, { clients: { backup } }) => {
    const plans = await all(paginateListBackupPlans({ client: backup }, {}), ({ BackupPlansList }) => BackupPlansList);
    return plans.filter(({ BackupPlanName }) => BackupPlanName === name).map(({ BackupPlanId }) => BackupPlanId);
  }),
  aws_backup_selection: lookup(
    named.extend({ plan_id: z.string() }),
    async ({ name, plan_id: BackupPlanId }, { clients: { backup } }) => {
      const selections = await all(
        paginateListBackupSelections({ client: backup }, { BackupPlanId }),
        ({ BackupSelectionsList }) => BackupSelectionsList,
      );
      return selections
        .filter(({ SelectionName }) => SelectionName === name)
        .flatMap(({ SelectionId }) => (SelectionId === undefined ? [] : [`${BackupPlanId}|${SelectionId}`]));
    },
  ),
};
