import { accessPointStatements, WRITE_ACTIONS } from '../../aws/file-access';
import { type PolicyStatement } from '../../aws/policy';
import { type MountedPath } from '../../aws/storage-types';

export interface FileSystemPolicyProps {
  readonly fileSystemArn: string;
  readonly paths: readonly MountedPath[];
  /** ARN of the container's role. */
  readonly taskRoleArn: string;
  /** ARN of the instance's role. */
  readonly instanceRoleArn: string;
}

/**
 * Who may mount a file system: the container through its access points, the instance as a whole, and nobody without TLS.
 *
 * The roles are the principals, since EFS enforces only a few condition keys and aws:PrincipalArn is not among them. The
 * policy does not restrict who may change it, so AWS's check against locking oneself out can stay on.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html#efs-condition-keys-for-nfs
 * @see docs/decisions/file-system-policy.md
 */
export function fileSystemPolicy(props: FileSystemPolicyProps): PolicyStatement[] {
  const resources = [props.fileSystemArn];
  return [
    {
      sid: 'NothingWithoutTls',
      effect: 'Deny',
      principals: { AWS: ['*'] },
      actions: ['*'],
      resources,
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...accessPointStatements(props.paths).map(({ readOnly, actions, conditions }) => ({
      sid: readOnly ? 'ContainerReads' : 'ContainerWrites',
      principals: { AWS: [props.taskRoleArn] },
      actions,
      resources,
      conditions,
    })),
    { sid: 'Host', principals: { AWS: [props.instanceRoleArn] }, actions: WRITE_ACTIONS, resources },
  ];
}
