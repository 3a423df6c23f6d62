import { DescribeAutoScalingGroupsCommand, DescribePoliciesCommand } from '@aws-sdk/client-auto-scaling';
import { ListBackupPlansCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { DescribeAlarmsCommand, ListDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeLogGroupsCommand,
  DescribeResourcePoliciesCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
} from '@aws-sdk/client-efs';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsCommand, ListTopicsCommand } from '@aws-sdk/client-sns';

import { type Clients } from '../../emulator/clients';
import { type Lister } from './lister';

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** The tag Name: ids of file systems are random. */
const nameIn = (tags: readonly Tag[] = []) => tags.find(({ Key }) => Key === 'Name')?.Value ?? '';

/** Resources whose VPC exists: AWS deletes them with the VPC at the latest, the emulator does not delete all. */
async function inVpcs<T extends { readonly VpcId?: string | undefined }>(
  ec2: Clients['ec2'],
  resources: readonly T[] = [],
): Promise<T[]> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const known = Vpcs.map(({ VpcId }) => VpcId);
  return resources.filter(({ VpcId }) => known.includes(VpcId));
}

/** Every kind of regional resource that we create, or that AWS creates for us. */
export const REGIONAL: Readonly<Record<string, Lister>> = {
  'Auto Scaling group': async ({ autoScaling }) =>
    (await autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups?.map(
      ({ AutoScalingGroupName }) => AutoScalingGroupName,
    ) ?? [],
  'scaling policy': async ({ autoScaling }) =>
    (await autoScaling.send(new DescribePoliciesCommand({}))).ScalingPolicies?.map(({ PolicyName }) => PolicyName) ??
    [],
  'backup vault': async ({ backup }) =>
    (await backup.send(new ListBackupVaultsCommand({}))).BackupVaultList?.map(
      ({ BackupVaultName }) => BackupVaultName,
    ) ?? [],
  'backup plan': async ({ backup }) =>
    (await backup.send(new ListBackupPlansCommand({}))).BackupPlansList?.map(({ BackupPlanName }) => BackupPlanName) ??
    [],
  alarm: async ({ cloudWatch }) =>
    (await cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms?.map(({ AlarmName }) => AlarmName) ?? [],
  dashboard: async ({ cloudWatch }) =>
    (await cloudWatch.send(new ListDashboardsCommand({}))).DashboardEntries?.map(
      ({ DashboardName }) => DashboardName,
    ) ?? [],
  'log group': async ({ logs }) =>
    (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.map(({ logGroupName }) => logGroupName) ?? [],
  'log resource policy': async ({ logs }) =>
    (await logs.send(new DescribeResourcePoliciesCommand({}))).resourcePolicies?.map(({ policyName }) => policyName) ??
    [],
  'log subscription filter': async ({ logs }) => {
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
    const filters = logGroups.map(({ logGroupName }) =>
      logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName })),
    );
    return (await Promise.all(filters)).flatMap(({ subscriptionFilters = [] }) =>
      subscriptionFilters.map(({ filterName }) => filterName),
    );
  },
  instance: async ({ ec2 }) =>
    (
      await ec2.send(
        new DescribeInstancesCommand({
          // AWS shows a terminated instance for a while
          Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] }],
        }),
      )
    ).Reservations?.flatMap(({ Instances = [] }) => Instances.map(({ Tags }) => nameIn(Tags))) ?? [],
  'EBS volume': async ({ ec2 }) =>
    (await ec2.send(new DescribeVolumesCommand({}))).Volumes?.map(({ VolumeId }) => VolumeId) ?? [],
  'network interface': async ({ ec2 }) =>
    (await inVpcs(ec2, (await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces)).map(
      ({ NetworkInterfaceId }) => NetworkInterfaceId,
    ),
  VPC: async ({ ec2 }) => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.map(({ VpcId }) => VpcId) ?? [],
  subnet: async ({ ec2 }) =>
    (await ec2.send(new DescribeSubnetsCommand({}))).Subnets?.map(({ SubnetId }) => SubnetId) ?? [],
  'internet gateway': async ({ ec2 }) =>
    (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways?.map(
      ({ InternetGatewayId }) => InternetGatewayId,
    ) ?? [],
  'route table': async ({ ec2 }) =>
    (await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables?.map(({ RouteTableId }) => RouteTableId) ?? [],
  'network ACL': async ({ ec2 }) =>
    (await inVpcs(ec2, (await ec2.send(new DescribeNetworkAclsCommand({}))).NetworkAcls)).map(
      ({ NetworkAclId }) => NetworkAclId,
    ),
  'security group': async ({ ec2 }) =>
    (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.map(
      ({ GroupName = '', GroupId = '' }) => `${GroupName} ${GroupId}`,
    ) ?? [],
  'launch template': async ({ ec2 }) =>
    (await ec2.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates?.map(
      ({ LaunchTemplateName }) => LaunchTemplateName,
    ) ?? [],
  'key pair': async ({ ec2 }) =>
    (await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs?.map(({ KeyName }) => KeyName) ?? [],
  'ECS cluster': async ({ ecs }) => {
    const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
    if (clusterArns.length === 0) return [];
    const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
    // AWS shows a deleted cluster for a while
    return clusters.filter(({ status }) => status !== 'INACTIVE').map(({ clusterName }) => clusterName);
  },
  'capacity provider': async ({ ecs }) =>
    (await ecs.send(new DescribeCapacityProvidersCommand({}))).capacityProviders?.map(({ name }) => name) ?? [],
  // AWS keeps a deregistered one for ever; it costs nothing
  'task definition': async ({ ecs }) =>
    (await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }))).taskDefinitionArns ?? [],
  'file system': async ({ efs }) =>
    (await efs.send(new DescribeFileSystemsCommand({}))).FileSystems?.map(
      ({ FileSystemId = '', Tags }) => `${nameIn(Tags)} ${FileSystemId}`,
    ) ?? [],
  'access point': async ({ efs }) =>
    (await efs.send(new DescribeAccessPointsCommand({}))).AccessPoints?.map(({ Tags }) => nameIn(Tags)) ?? [],
  'mount target': async ({ efs }) => {
    const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({}));
    const targets = FileSystems.map(({ FileSystemId }) => efs.send(new DescribeMountTargetsCommand({ FileSystemId })));
    return (await Promise.all(targets)).flatMap(({ MountTargets = [] }) =>
      MountTargets.map(({ FileSystemId }) => FileSystemId),
    );
  },
  'event rule': async ({ eventBridge }) =>
    (await eventBridge.send(new ListRulesCommand({}))).Rules?.map(({ Name }) => Name) ?? [],
  function: async ({ lambda }) =>
    (await lambda.send(new ListFunctionsCommand({}))).Functions?.map(({ FunctionName }) => FunctionName) ?? [],
  topic: async ({ sns }) => (await sns.send(new ListTopicsCommand({}))).Topics?.map(({ TopicArn }) => TopicArn) ?? [],
  subscription: async ({ sns }) =>
    (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions?.map(
      ({ TopicArn = '', Endpoint = '' }) => `${Endpoint} of ${TopicArn}`,
    ) ?? [],
};
