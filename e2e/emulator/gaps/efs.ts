import { z } from 'zod';

import { errorAnswer, jsonAnswer, jsonBody } from '../answers';
import { type Gap, pathOf } from '../api-call';

const BackupPolicyInput = z.object({ BackupPolicy: z.object({ Status: z.string() }) });
const AccessPointInput = z.object({ RootDirectory: z.object({ Path: z.string().optional() }).optional() });

/**
 * EFS: backup policies, which moto cannot set, file system policies, which it cannot delete, and access point paths, of
 * which it takes any.
 */
export function efsGaps(): Gap[] {
  return [backupPolicies(), fileSystemPolicies(), accessPointPaths];
}

function backupPolicies(): Gap {
  const statuses = new Map<string, string>();
  return (call, next) => {
    const [, fileSystemId] = /^\/2015-02-01\/file-systems\/([^/]+)\/backup-policy$/.exec(pathOf(call)) ?? [];
    if (call.service !== 'elasticfilesystem' || fileSystemId === undefined) return next(call);
    if (call.method === 'PUT') {
      const { BackupPolicy } = jsonBody(call, BackupPolicyInput);
      statuses.set(fileSystemId, BackupPolicy.Status);
    }
    const status = statuses.get(fileSystemId);
    return status === undefined ? next(call) : Promise.resolve(jsonAnswer({ BackupPolicy: { Status: status } }));
  };
}

function fileSystemPolicies(): Gap {
  const deleted = new Set<string>();
  return (call, next) => {
    const [, fileSystemId] = /^\/2015-02-01\/file-systems\/([^/]+)\/policy$/.exec(pathOf(call)) ?? [];
    if (call.service !== 'elasticfilesystem' || fileSystemId === undefined) return next(call);
    if (call.method === 'DELETE') {
      deleted.add(fileSystemId);
      return Promise.resolve(jsonAnswer({}));
    }
    if (call.method === 'PUT') deleted.delete(fileSystemId);
    return deleted.has(fileSystemId)
      ? Promise.resolve(errorAnswer(call, 404, 'PolicyNotFound', `${fileSystemId} has no policy`))
      : next(call);
  };
}

/**
 * The pattern and the length that AWS has for them.
 * https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html
 */
const ROOT_DIRECTORY = /^(?=.{1,100}$)(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$/;

const accessPointPaths: Gap = (call, next) => {
  if (call.service === 'elasticfilesystem' && call.action === 'POST /2015-02-01/access-points') {
    const { RootDirectory } = jsonBody(call, AccessPointInput);
    const path = RootDirectory?.Path ?? '/';
    if (!ROOT_DIRECTORY.test(path)) {
      return Promise.resolve(errorAnswer(call, 400, 'BadRequest', `invalid root directory path '${path}'`));
    }
  }
  return next(call);
};
