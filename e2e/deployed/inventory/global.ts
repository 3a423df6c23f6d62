import { ListInstanceProfilesCommand, ListPoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  ListHostedZonesCommand,
  ListQueryLoggingConfigsCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import { ListBucketsCommand } from '@aws-sdk/client-s3';

import { type Lister } from './lister';

/** Every kind of global resource. */
export const GLOBAL: Readonly<Record<string, Lister>> = {
  role: async ({ iam }) =>
    (await iam.send(new ListRolesCommand({}))).Roles?.map(({ Path = '', RoleName = '' }) => Path + RoleName) ?? [],
  'instance profile': async ({ iam }) =>
    (await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles?.map(
      ({ InstanceProfileName }) => InstanceProfileName,
    ) ?? [],
  policy: async ({ iam }) =>
    (await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies?.map(({ PolicyName }) => PolicyName) ?? [],
  'hosted zone': async ({ route53 }) =>
    (await route53.send(new ListHostedZonesCommand({}))).HostedZones?.map(({ Name }) => Name) ?? [],
  record: async ({ route53 }) => {
    const { HostedZones = [] } = await route53.send(new ListHostedZonesCommand({}));
    const records = HostedZones.map(({ Id: HostedZoneId }) =>
      route53.send(new ListResourceRecordSetsCommand({ HostedZoneId })),
    );
    return (await Promise.all(records)).flatMap(({ ResourceRecordSets = [] }) =>
      ResourceRecordSets.map(({ Name = '', Type = '' }) => `${Type} ${Name}`),
    );
  },
  'query logging': async ({ route53 }) =>
    (await route53.send(new ListQueryLoggingConfigsCommand({}))).QueryLoggingConfigs?.map(
      ({ CloudWatchLogsLogGroupArn }) => CloudWatchLogsLogGroupArn,
    ) ?? [],
  bucket: async ({ s3 }) => (await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name) ?? [],
};
