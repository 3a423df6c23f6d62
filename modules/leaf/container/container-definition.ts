import { literal } from '../../aws/literal';
import { type MountedPath, type MountedVolume } from '../../aws/storage-types';
import { type ContainerConfig } from '../../config/types';
import { type Secret } from './secret';

export interface ContainerDefinitionProps {
  readonly container: ContainerConfig;
  /** By the name of the variable. */
  readonly secrets: Readonly<Record<string, Secret>>;
  /** MiB that ECS keeps free for the container; it may use more where there is more. */
  readonly memoryReservationMiB: number;
  readonly volumes: readonly MountedVolume[];
  readonly logGroupName: string;
  /** Region of the log group. */
  readonly region: string;
}

/**
 * The one container of a task definition, as ECS's API takes it. Lists that would be empty are left out and variables
 * sorted by name, as the provider does it, so that a plan shows only real differences.
 *
 * There is no init process (`linuxParameters.initProcessEnabled`): many images bring one, and s6-overlay refuses to
 * run when it is not process 1.
 */
export function containerDefinition(props: ContainerDefinitionProps): Readonly<Record<string, unknown>> {
  const { image, ports, stopTimeoutSeconds, environment } = props.container;
  return {
    name: 'container',
    image: literal(image),
    essential: true,
    // no hard limit: the kernel would kill a game that needs more for a moment, though the host has it
    memoryReservation: props.memoryReservationMiB,
    portMappings: ports.map(({ protocol, port }) => ({ containerPort: port, hostPort: port, protocol })),
    stopTimeout: stopTimeoutSeconds,
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
        // a slow log must not freeze the game: lines are dropped only when the buffer is full
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    },
  };
}

/** Name of the task's volume that one path is mounted from. No slug has an underscore, so no two names are alike. */
export function taskVolumeName(volume: MountedVolume, path: MountedPath): string {
  return `${volume.id}_${path.slug}`;
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
