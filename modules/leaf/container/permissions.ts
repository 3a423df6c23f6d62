import { type AwsPlace } from '../../aws/aws-place';
import { accessPointStatements } from '../../aws/file-access';
import { type PolicyStatement } from '../../aws/policy';
import { type MountedVolume } from '../../aws/storage-types';
import { ecrRepository } from '../../aws/ecr-repository';
import { type Secret } from './secret';

/** The place is the log group's. */
export interface ExecutionPermissionsProps extends AwsPlace {
  readonly image: string;
  readonly secrets: readonly Secret[];
  readonly logGroupName: string;
}

/** What ECS needs to start the container: write its log, read its secrets, pull its image. */
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

/** What the container may do: mount a volume through its own access points, and write where the path is not read-only. */
export function taskPermissions(volumes: readonly MountedVolume[]): PolicyStatement[] {
  return volumes.flatMap(({ fileSystemArn, paths }) =>
    accessPointStatements(paths).map(({ actions, conditions }) => ({
      actions,
      resources: [fileSystemArn],
      conditions,
    })),
  );
}

function secretStatements(secrets: readonly Secret[]): PolicyStatement[] {
  return (['ssm:GetParameters', 'secretsmanager:GetSecretValue'] as const).flatMap((action) => {
    const resources = secrets.filter((one) => one.action === action).map(({ resource }) => resource);
    // several variables can take their values from keys of the same secret
    return resources.length > 0 ? [{ actions: [action], resources: [...new Set(resources)].sort() }] : [];
  });
}

function imageStatements(image: string, partition: string): PolicyStatement[] {
  const repository = ecrRepository(image);
  if (repository === undefined) return [];
  return [
    // the token is for the whole registry: AWS has no narrower resource for this action
    { sid: 'LogInToEcr', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [`arn:${partition}:ecr:${repository.region}:${repository.accountId}:repository/${repository.name}`],
    },
  ];
}
