import { type PolicyStatement } from './policy';
import { type MountedPath } from './storage-types';

/**
 * IAM actions of a client that mounts a file system and reads its files. Root access is among them: some images change the
 * owners of files as root, and EFS would treat root as nobody without it.
 */
const READ_ACTIONS = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess'];

/** IAM actions of a client that mounts a file system, reads its files and writes them. */
export const WRITE_ACTIONS = [...READ_ACTIONS, 'elasticfilesystem:ClientWrite'];

/** Allows mounting a file system through the access points of some of its paths. */
export interface AccessPointStatement extends Required<Pick<PolicyStatement, 'actions' | 'conditions'>> {
  /** Whether it is for the read-only paths, and not for the others. */
  readonly readOnly: boolean;
}

/**
 * What a policy has to allow for a volume's paths: writing through the access points of some, only reading through those
 * of others. Where there are no paths of one kind there is no statement, since a condition without access points would
 * hold for all of them.
 */
export function accessPointStatements(paths: readonly MountedPath[]): AccessPointStatement[] {
  return [false, true].flatMap((readOnly) => {
    const arns = paths.filter((path) => path.readOnly === readOnly).map(({ accessPointArn }) => accessPointArn);
    if (arns.length === 0) return [];
    const conditions = { StringEquals: { 'elasticfilesystem:AccessPointArn': arns } };
    return [{ readOnly, actions: readOnly ? READ_ACTIONS : WRITE_ACTIONS, conditions }];
  });
}
