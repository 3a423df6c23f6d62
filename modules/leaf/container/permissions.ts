import { type AwsPlace } from '../../aws/aws-place';
import { type PolicyStatement } from '../../aws/policy';
import { type MountedVolume } from '../../aws/storage-types';
import { ecrRepository } from './ecr-repository';
import { type Secret } from './secret';

/** The place is the log group's. */
export interface ExecutionPermissionsProps extends AwsPlace {
  readonly image: string;
  readonly secrets: readonly Secret[];
  readonly logGroupName: string;
}

/** What ECS itself may do to start the container: write its log, read its secrets, pull its image. */
export function executionPermissions(props: ExecutionPermissionsProps): PolicyStatement[] {
  const { region, accountId, partition, logGroupName } = props;
  return [
    {
      sid: 'Log',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}:*`],
    },
    ...secretStatements(props.secrets),
    ...imageStatements(props.image, partition),
  ];
}

/**
 * What the container may do: mount a volume through its own access points, and write where the path is not read-only.
 * Images run as any user, and some change owners as root: without ClientRootAccess root would be nobody.
 */
export function taskPermissions(volumes: readonly MountedVolume[]): PolicyStatement[] {
  const mount = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess'];
  return volumes.flatMap((volume) => [
    ...accessPointStatements(volume, false, [...mount, 'elasticfilesystem:ClientWrite']),
    ...accessPointStatements(volume, true, mount),
  ]);
}

function secretStatements(secrets: readonly Secret[]): PolicyStatement[] {
  return (['ssm:GetParameters', 'secretsmanager:GetSecretValue'] as const).flatMap((action) => {
    const resources = secrets.filter((one) => one.action === action).map(({ resource }) => resource);
    // several variables can take their values from keys of one secret
    return resources.length > 0 ? [{ actions: [action], resources: [...new Set(resources)].sort() }] : [];
  });
}

function imageStatements(image: string, partition: string): PolicyStatement[] {
  const repository = ecrRepository(image);
  if (repository === undefined) return [];
  return [
    // it logs in to a whole registry: AWS has no narrower resource for it
    { sid: 'LogInToEcr', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [`arn:${partition}:ecr:${repository.region}:${repository.accountId}:repository/${repository.name}`],
    },
  ];
}

function accessPointStatements(
  { fileSystemArn, paths }: MountedVolume,
  readOnly: boolean,
  actions: readonly string[],
): PolicyStatement[] {
  const accessPoints = paths.filter((path) => path.readOnly === readOnly).map(({ accessPointArn }) => accessPointArn);
  if (accessPoints.length === 0) return [];
  const conditions = { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoints } };
  return [{ actions, resources: [fileSystemArn], conditions }];
}
