import { type PolicyStatement } from '../../aws/policy';
import { type MountedPath } from '../../aws/storage-types';

export interface FileSystemPolicyProps {
  readonly fileSystemArn: string;
  readonly paths: readonly MountedPath[];
  /** Role of the container. */
  readonly taskRoleArn: string;
  /** Role of the host. */
  readonly instanceRoleArn: string;
}

const READ = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess'];
const WRITE = [...READ, 'elasticfilesystem:ClientWrite'];

/**
 * Who may mount a file system: nobody without TLS; the container through its access points, where without root access
 * images that change owners at start fail; the host all of it.
 *
 * The roles are the principals: of the condition keys EFS enforces only a few, and aws:PrincipalArn is none of them.
 * Whoever may change the policy now may change it later, so that AWS's check against locking oneself out stays on.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html#efs-condition-keys-for-nfs
 * @see docs/decisions/file-system-policy.md
 */
export function fileSystemPolicy(props: FileSystemPolicyProps): PolicyStatement[] {
  const resources = [props.fileSystemArn];
  const allow = (sid: string, roleArn: string, actions: readonly string[], accessPointArns?: readonly string[]) => ({
    sid,
    principals: { AWS: [roleArn] },
    actions,
    resources,
    ...(accessPointArns && { conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPointArns } } }),
  });
  const accessPoints = (readOnly: boolean) =>
    props.paths.filter((path) => path.readOnly === readOnly).map(({ accessPointArn }) => accessPointArn);
  const [writable, readable] = [accessPoints(false), accessPoints(true)];
  return [
    {
      sid: 'NothingWithoutTls',
      effect: 'Deny',
      principals: { AWS: ['*'] },
      actions: ['*'],
      resources,
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...(writable.length > 0 ? [allow('ContainerWrites', props.taskRoleArn, WRITE, writable)] : []),
    ...(readable.length > 0 ? [allow('ContainerReads', props.taskRoleArn, READ, readable)] : []),
    allow('Host', props.instanceRoleArn, WRITE),
  ];
}
