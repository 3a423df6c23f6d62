import { z } from 'zod';

import { errorAnswer, jsonAnswer, jsonBody } from '../answers';
import { type Gap } from '../api-call';
import { onAction } from '../on-action';

const SERVICE = 'elasticfilesystem';
const BackupPolicyInput = z.object({ BackupPolicy: z.object({ Status: z.string() }) });
const AccessPointInput = z.object({ RootDirectory: z.object({ Path: z.string().optional() }).optional() });

/**
 * EFS: backup policies, which moto cannot set; file system policies, which moto cannot delete; paths of access points,
 * which moto does not check.
 */
export function efsGaps(): Gap[] {
  return [backupPolicies(), fileSystemPolicies(), accessPointPaths];
}

function backupPolicies(): Gap {
  const statuses = new Map<string, string>();
  return onAction(SERVICE, /^\w+ \/2015-02-01\/file-systems\/([^/]+)\/backup-policy$/, (call, next, id = '') => {
    if (call.method === 'PUT') statuses.set(id, jsonBody(call, BackupPolicyInput).BackupPolicy.Status);
    const status = statuses.get(id);
    return status === undefined ? next(call) : jsonAnswer({ BackupPolicy: { Status: status } });
  });
}

function fileSystemPolicies(): Gap {
  const deleted = new Set<string>();
  return onAction(SERVICE, /^\w+ \/2015-02-01\/file-systems\/([^/]+)\/policy$/, (call, next, id = '') => {
    if (call.method === 'DELETE') {
      deleted.add(id);
      return jsonAnswer({});
    }
    if (call.method === 'PUT') deleted.delete(id);
    return deleted.has(id) ? errorAnswer(call, 404, 'PolicyNotFound', `${id} has no policy`) : next(call);
  });
}

/**
 * AWS's pattern and its longest length.
 * https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html
 */
const ROOT_DIRECTORY = /^(?=.{1,100}$)(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$/;

const accessPointPaths = onAction(SERVICE, 'POST /2015-02-01/access-points', (call, next) => {
  const path = jsonBody(call, AccessPointInput).RootDirectory?.Path ?? '/';
  return ROOT_DIRECTORY.test(path)
    ? next(call)
    : errorAnswer(call, 400, 'BadRequest', `invalid root directory path '${path}'`);
});
