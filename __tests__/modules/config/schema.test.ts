import { z } from 'zod';

import { baseSchema } from '../../../modules/config/schema/base';
import { leafSchema } from '../../../modules/config/schema/leaf';

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
}

/** Every key with its description, by its path. */
function keys(schema: JsonSchema, path = ''): [string, string][] {
  const { additionalProperties: values, items } = schema;
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]): [string, string][] => [
      [`${path}${key}`, value.description ?? ''],
      ...keys(value, `${path}${key}.`),
    ]),
    ...(typeof values === 'object' ? keys(values, `${path}*.`) : []),
    ...(items ? keys(items, `${path}[].`) : []),
  ];
}
// a cast, since zod's type of a JSON schema has every draft's keys
const keysOf = (schema: z.ZodType) => keys(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);

test('the schemas have exactly the keys of the documented format', () => {
  expect(keysOf(baseSchema).map(([key]) => key)).toEqual([
    'Name',
    'Region',
    'Maturity',
    'State',
    'State.Bucket',
    'State.Region',
    'Vpc',
    'Vpc.MaxAZs',
    'Vpc.AvailabilityZones',
    'Domain',
    'Domain.Name',
    'Domain.HostedZoneId',
    'Domain.QueryLogGroup',
    'Backup',
    'Backup.Hour',
    'Backup.LockDays',
    'AlertSubscription',
    'AlertSubscription.Email',
    'Budget',
    'Budget.DollarsPerMonth',
    'StartPage',
    'StartPage.Enabled',
    'Ssh',
    'Ssh.PublicKey',
    'Ssh.AllowedCidrs',
  ]);
  expect(keysOf(leafSchema).map(([key]) => key)).toEqual([
    'Ec2',
    'Ec2.InstanceType',
    'Ec2.CpuCredits',
    'Container',
    'Container.Image',
    'Container.Ports',
    'Container.Ports.[].TCP',
    'Container.Ports.[].UDP',
    'Container.Ports.[].ContainerPort',
    'Container.AllowedCidrs',
    'Container.Environment',
    'Container.Secrets',
    'Container.StopTimeoutSeconds',
    'Container.Capabilities',
    'Container.Capabilities.Add',
    'Container.NoNewPrivileges',
    'Container.Command',
    'Container.User',
    'Container.Ulimits',
    'Container.Ulimits.[].Name',
    'Container.Ulimits.[].SoftLimit',
    'Container.Ulimits.[].HardLimit',
    'Container.HealthCheck',
    'Container.HealthCheck.Command',
    'Container.HealthCheck.Interval',
    'Container.HealthCheck.Timeout',
    'Container.HealthCheck.Retries',
    'Container.HealthCheck.StartPeriod',
    'Volumes',
    'Volumes.*.Type',
    'Volumes.*.EnableBackups',
    'Volumes.*.KeepOnDelete',
    'Volumes.*.FileSystemId',
    'Volumes.*.Paths',
    'Volumes.*.Paths.[].Path',
    'Volumes.*.Paths.[].ReadOnly',
    'Watchdog',
    'Watchdog.Threshold',
    'Watchdog.MinutesWithoutConnections',
    'Watchdog.InstanceLeftUp',
    'Watchdog.InstanceLeftUp.DurationHours',
    'Watchdog.InstanceLeftUp.ShouldStop',
    'Watchdog.StartupGraceMinutes',
    'Query',
    'Query.Game',
    'Query.Port',
    'Query.CountsPlayers',
    'Query.LoadingMinutes',
    'Wake',
    'Wake.ByDns',
    'Limit',
    'Limit.HoursPerMonth',
    'AlertSubscription',
    'AlertSubscription.Email',
    'Alerts',
    'Alerts.FileSystemGigabytes',
    'Alerts.LogMegabytesPerHour',
    'Dashboard',
    'Dashboard.Enabled',
    'Dashboard.IntervalMinutes',
    'Dashboard.ShowContainerLogTimestamp',
  ]);
});

test('every key has a description that ends with a full stop', () => {
  const undescribed = [...keysOf(baseSchema), ...keysOf(leafSchema)].filter(([, text]) => !text.endsWith('.'));

  expect(undescribed).toEqual([]);
});
