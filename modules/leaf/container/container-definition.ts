import { DROPPABLE_CAPABILITIES } from '../../aws/capabilities';
import { literal } from '../../aws/literal';
import { type MountedPath, type MountedVolume } from '../../aws/storage-types';
import { portNumbers } from '../../config/leaf-address';
import { type ContainerConfig, type PortConfig } from '../../config/types';
import { type Secret } from './secret';

export interface ContainerDefinitionProps {
  readonly container: ContainerConfig;
  /** Name of the environment variable → where its value is. */
  readonly secrets: Readonly<Record<string, Secret>>;
  /** MiB that ECS reserves for the container, which may use more while the instance has more. */
  readonly memoryReservationMiB: number;
  readonly volumes: readonly MountedVolume[];
  readonly logGroupName: string;
  /** Region of the log group. */
  readonly region: string;
}

/**
 * The only container of a task definition, as ECS's API takes it. Like the AWS provider, it leaves out empty lists and
 * sorts variables by name, so that a plan shows only real differences.
 *
 * It has no init process (`linuxParameters.initProcessEnabled`): many images contain one, and s6-overlay refuses to run
 * unless it is process 1.
 */
export function containerDefinition(props: ContainerDefinitionProps): Readonly<Record<string, unknown>> {
  const {
    image,
    repositoryCredentials: credentials,
    ports,
    stopTimeoutSeconds,
    environment,
    capabilities,
    noNewPrivileges,
  } = props.container;
  return {
    name: 'container',
    image: literal(image),
    ...(credentials !== undefined && { repositoryCredentials: { credentialsParameter: literal(credentials) } }),
    // otherwise ECS keeps the digest that the tag had at the service's first task: a tag that moves would never move
    // again, and a digest that the registry deleted would fail at each start
    versionConsistency: 'disabled',
    essential: true,
    // no hard limit: the kernel would kill a game that needs more for a moment, even if the instance has it
    memoryReservation: props.memoryReservationMiB,
    portMappings: ports.flatMap(portMappings),
    stopTimeout: stopTimeoutSeconds,
    ...linuxParameters(DROPPABLE_CAPABILITIES.filter((one) => !capabilities.add.includes(one))),
    ...unlessEmpty('dockerSecurityOptions', noNewPrivileges ? ['no-new-privileges'] : []),
    ...overrides(props.container),
    ...unlessEmpty(
      'environment',
      byName(environment, (name, value) => ({ name, value: literal(value) })),
    ),
    ...unlessEmpty(
      'secrets',
      byName(props.secrets, (name, { valueFrom }) => ({ name, valueFrom })),
    ),
    ...unlessEmpty('mountPoints', mountPoints(props.volumes)),
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': props.logGroupName,
        'awslogs-region': props.region,
        'awslogs-stream-prefix': 'ecs',
        // with the mode blocking, a slow log would freeze the game; this mode drops lines when the buffer is full
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    },
  };
}

/**
 * A mapping for each port of a range: on the bridge network, ECS would give a `containerPortRange` host ports of its own
 * choice.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
function portMappings({ protocol, containerPort, ...range }: PortConfig) {
  const shift = (containerPort ?? range.port) - range.port;
  return portNumbers(range).map((port) => ({ containerPort: port + shift, hostPort: port, protocol }));
}

/** What replaces a part of the image or of ECS's defaults. */
function overrides({ command, user, ulimits, healthCheck }: ContainerConfig): Readonly<Record<string, unknown>> {
  return {
    ...(command && { command: command.map(literal) }),
    ...(user !== undefined && { user: literal(user) }),
    ...unlessEmpty('ulimits', ulimits ?? []),
    // with every default: ECS fills them in, and a plan would show what the definition lacks
    ...(healthCheck && {
      healthCheck: {
        ...healthCheck,
        command: healthCheck.command.map(literal),
        ...(healthCheck.startPeriod === 0 && { startPeriod: undefined }),
      },
    }),
  };
}

/** Name of the task's volume for one path. It is unique, since no id of a volume and no slug has an underscore. */
export function taskVolumeName(volume: MountedVolume, path: MountedPath): string {
  return `${volume.id}_${path.slug}`;
}

function linuxParameters(drop: readonly string[]): Readonly<Record<string, unknown>> {
  return drop.length > 0 ? { linuxParameters: { capabilities: { drop } } } : {};
}

function mountPoints(volumes: readonly MountedVolume[]) {
  return volumes.flatMap((volume) =>
    volume.paths.map((path) => ({
      sourceVolume: taskVolumeName(volume, path),
      containerPath: literal(path.path),
      readOnly: path.readOnly,
    })),
  );
}

function byName<V, T>(values: Readonly<Record<string, V>>, map: (name: string, value: V) => T): T[] {
  return Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => map(literal(name), value));
}

function unlessEmpty(key: string, list: readonly unknown[]): Readonly<Record<string, readonly unknown[]>> {
  return list.length > 0 ? { [key]: list } : {};
}
