import { type z } from 'zod';

import { type baseSchema } from './schema/base';
import { type leafSchema } from './schema/leaf';
import { stackNameOf } from './stack-name';
import { type BaseConfig, type LeafConfig, type Maturity } from './types';

/** A checked `base.yaml` in the words of the application. */
export function toBaseConfig(base: z.output<typeof baseSchema>): BaseConfig {
  const { State: state, Vpc: vpc, Domain: domain, Ssh: ssh } = base;
  return {
    name: base.Name,
    region: base.Region,
    maturity: base.Maturity,
    ...(state && { state: { bucket: state.Bucket, region: state.Region ?? base.Region } }),
    vpc: {
      maxAzs: vpc.MaxAZs,
      ...(vpc.AvailabilityZones && { availabilityZones: vpc.AvailabilityZones }),
    },
    ...(domain && {
      domain: {
        name: domain.Name,
        hostedZoneId: domain.HostedZoneId,
        ...(domain.QueryLogGroup !== undefined && { queryLogGroup: domain.QueryLogGroup }),
      },
    }),
    alertEmails: distinct(base.AlertSubscription.Email ?? []),
    ...(ssh && {
      ssh: { publicKey: ssh.PublicKey, allowedCidrs: distinct(ssh.AllowedCidrs) },
    }),
  };
}

/** A checked leaf in the words of the application, with the defaults that the base's Maturity decides. */
export function toLeafConfig(id: string, leaf: z.output<typeof leafSchema>, maturity: Maturity): LeafConfig {
  const { Container: container, Watchdog: watchdog, Dashboard: dashboard } = leaf;
  return {
    id,
    stackName: stackNameOf(id),
    instanceType: leaf.Ec2.InstanceType,
    container: {
      image: container.Image,
      ports: container.Ports,
      environment: container.Environment,
      secrets: container.Secrets,
      stopTimeoutSeconds: container.StopTimeoutSeconds,
    },
    volumes: Object.entries(leaf.Volumes)
      .map(([volumeId, volume]) => ({
        id: volumeId,
        enableBackups: volume.EnableBackups ?? maturity === 'prod',
        keepOnDelete: volume.KeepOnDelete ?? maturity === 'prod',
        ...(volume.FileSystemId !== undefined && { fileSystemId: volume.FileSystemId }),
        paths: volume.Paths.map(({ Path: path, ReadOnly: readOnly }) => ({ path, readOnly })),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    watchdog: {
      threshold: watchdog.Threshold,
      minutesWithoutConnections: watchdog.MinutesWithoutConnections,
      instanceLeftUp: {
        durationHours: watchdog.InstanceLeftUp.DurationHours,
        shouldStop: watchdog.InstanceLeftUp.ShouldStop,
      },
      startupGraceMinutes: watchdog.StartupGraceMinutes,
    },
    alertEmails: distinct(leaf.AlertSubscription.Email ?? []),
    dashboard: {
      enabled: dashboard.Enabled,
      intervalMinutes: dashboard.IntervalMinutes,
      showContainerLogTimestamp: dashboard.ShowContainerLogTimestamp,
    },
  };
}

/** What is said twice does no harm, but it would be two resources of one name. */
function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
