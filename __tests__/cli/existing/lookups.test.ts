import { BackupClient, ListBackupPlansCommand, ListBackupSelectionsCommand } from '@aws-sdk/client-backup';
import {
  DescribeInternetGatewaysCommand,
  DescribeLaunchTemplatesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { ClientException, DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  EFSClient,
  type FileSystemDescription,
} from '@aws-sdk/client-efs';
import { EventBridgeClient, ListTargetsByRuleCommand, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand, LambdaClient, ResourceNotFoundException as FunctionNotFound } from '@aws-sdk/client-lambda';
import { ListQueryLoggingConfigsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListSubscriptionsByTopicCommand, NotFoundException, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { LOOKUPS } from '../../../cli/existing/lookups';

const ec2 = mockClient(EC2Client);
const efs = mockClient(EFSClient);
const backup = mockClient(BackupClient);
const ecs = mockClient(ECSClient);
const events = mockClient(EventBridgeClient);
const lambda = mockClient(LambdaClient);
const sns = mockClient(SNSClient);
const route53 = mockClient(Route53Client);
const clients = new AwsClients('eu-central-1');
const TAGS = { Name: 'games-base', 'container-manager:project': 'games' };

beforeEach(() => {
  for (const mock of [ec2, efs, backup, ecs, events, lambda, sns, route53]) mock.reset();
});

const look = (type: string, values: Readonly<Record<string, unknown>>, since?: Date) =>
  LOOKUPS[type as keyof typeof LOOKUPS]!(values, { clients, ...(since && { since }) });

test.each(Object.keys(LOOKUPS))('%s is unknown while Terraform does not know what identifies it', async (type) => {
  expect(await look(type, {})).toBeUndefined();
});

const tagFilters = [
  { Name: 'tag:Name', Values: ['games-base'] },
  { Name: 'tag:container-manager:project', Values: ['games'] },
];

test('finds the network of base by its tags, and its parts by the VPC', async () => {
  ec2.on(DescribeVpcsCommand, { Filters: tagFilters }).resolves({ Vpcs: [{ VpcId: 'vpc-1' }] });
  ec2
    .on(DescribeInternetGatewaysCommand, { Filters: tagFilters })
    .resolves({ InternetGateways: [{ InternetGatewayId: 'igw-1' }] });
  ec2
    .on(DescribeRouteTablesCommand, { Filters: [{ Name: 'vpc-id', Values: ['vpc-1'] }, ...tagFilters] })
    .resolves({ RouteTables: [{ RouteTableId: 'rtb-1' }] });
  ec2
    .on(DescribeSubnetsCommand, {
      Filters: [
        { Name: 'vpc-id', Values: ['vpc-1'] },
        { Name: 'cidr-block', Values: ['10.0.0.0/20'] },
      ],
    })
    .resolves({ Subnets: [{ SubnetId: 'subnet-1' }] });

  expect(await look('aws_vpc', { tags_all: TAGS })).toEqual(['vpc-1']);
  expect(await look('aws_internet_gateway', { tags_all: TAGS })).toEqual(['igw-1']);
  expect(await look('aws_route_table', { vpc_id: 'vpc-1', tags_all: TAGS })).toEqual(['rtb-1']);
  expect(await look('aws_subnet', { vpc_id: 'vpc-1', cidr_block: '10.0.0.0/20' })).toEqual(['subnet-1']);
});

test('finds an association only with the route table that is planned', async () => {
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [{ RouteTableId: 'rtb-1' }] });

  const planned = { subnet_id: 'subnet-1' };
  expect(await look('aws_route_table_association', { ...planned, route_table_id: 'rtb-1' })).toEqual([
    'subnet-1/rtb-1',
  ]);
  expect(await look('aws_route_table_association', { ...planned, route_table_id: 'rtb-2' })).toEqual([]);
});

test('finds a security group and a launch template by their names', async () => {
  ec2
    .on(DescribeSecurityGroupsCommand, {
      Filters: [
        { Name: 'vpc-id', Values: ['vpc-1'] },
        { Name: 'group-name', Values: ['games-minecraft-instance'] },
      ],
    })
    .resolves({ SecurityGroups: [{ GroupId: 'sg-1' }] });
  ec2
    .on(DescribeLaunchTemplatesCommand, { Filters: [{ Name: 'launch-template-name', Values: ['games'] }] })
    .resolves({ LaunchTemplates: [{ LaunchTemplateId: 'lt-1' }] });

  expect(await look('aws_security_group', { vpc_id: 'vpc-1', name: 'games-minecraft-instance' })).toEqual(['sg-1']);
  expect(await look('aws_launch_template', { name: 'games' })).toEqual(['lt-1']);
});

describe('rules of a security group', () => {
  beforeEach(() => {
    ec2.on(DescribeSecurityGroupRulesCommand).resolves({
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: 'sgr-tcp',
          IsEgress: false,
          IpProtocol: 'tcp',
          FromPort: 25565,
          ToPort: 25565,
          CidrIpv4: '0.0.0.0/0',
        },
        {
          SecurityGroupRuleId: 'sgr-friend',
          IsEgress: false,
          IpProtocol: 'tcp',
          FromPort: 25565,
          ToPort: 25565,
          CidrIpv4: '1.2.3.4/32',
        },
        {
          SecurityGroupRuleId: 'sgr-nfs',
          IsEgress: false,
          IpProtocol: 'tcp',
          FromPort: 2049,
          ToPort: 2049,
          ReferencedGroupInfo: { GroupId: 'sg-2' },
        },
        {
          SecurityGroupRuleId: 'sgr-out',
          IsEgress: true,
          IpProtocol: '-1',
          FromPort: -1,
          ToPort: -1,
          CidrIpv4: '0.0.0.0/0',
        },
      ],
    });
  });
  const rule = { security_group_id: 'sg-1', cidr_ipv4: null, cidr_ipv6: null, referenced_security_group_id: null };
  const tcp = { ...rule, ip_protocol: 'tcp', from_port: 25565, to_port: 25565 };

  test.each([
    ['ingress', 'its ports and network', { ...tcp, cidr_ipv4: '1.2.3.4/32' }, ['sgr-friend']],
    ['ingress', 'its ports and everybody', { ...tcp, cidr_ipv4: '0.0.0.0/0' }, ['sgr-tcp']],
    [
      'ingress',
      'its group',
      { ...rule, ip_protocol: 'tcp', from_port: 2049, to_port: 2049, referenced_security_group_id: 'sg-2' },
      ['sgr-nfs'],
    ],
    [
      'egress',
      'every port',
      { ...rule, ip_protocol: '-1', from_port: null, to_port: null, cidr_ipv4: '0.0.0.0/0' },
      ['sgr-out'],
    ],
    ['ingress', 'other ports', { ...tcp, to_port: 25570, cidr_ipv4: '0.0.0.0/0' }, []],
    // an id that is known only after apply is missing, and not null
    ['ingress', 'a group that is not known yet', { ...tcp, cidr_ipv4: null }, undefined],
  ])('%s is found by %s', async (direction, _, values, ids) => {
    expect(await look(`aws_vpc_security_group_${direction}_rule`, values)).toEqual(ids);
  });
});

const fileSystem = (more: Partial<FileSystemDescription>): FileSystemDescription => ({
  OwnerId: '1',
  CreationToken: 'x',
  CreationTime: new Date('2026-11-22T20:00:30Z'),
  LifeCycleState: 'available',
  NumberOfMountTargets: 0,
  SizeInBytes: { Value: 6_144 },
  PerformanceMode: 'generalPurpose',
  FileSystemId: 'fs-1',
  Tags: Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value })),
  ...more,
});

test.each<[string, Partial<FileSystemDescription>, string[]]>([
  ['that the killed run created', {}, ['fs-1']],
  ['that has more tags', { Tags: [...fileSystem({}).Tags!, { Key: 'more', Value: '1' }] }, ['fs-1']],
  ['of another volume', { Tags: [{ Key: 'Name', Value: 'games-base' }] }, []],
  ['that is being deleted', { LifeCycleState: 'deleting' }, []],
  // a world that ./cm retire kept
  ['that is older than the killed run', { CreationTime: new Date('2026-11-22T19:50:00Z') }, []],
])('a file system %s', async (_, more, ids) => {
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [fileSystem(more)] });

  expect(await look('aws_efs_file_system', { tags_all: TAGS }, new Date('2026-11-22T20:00:00Z'))).toEqual(ids);
});

test('a file system of any age, where a person says that a deployment was killed', async () => {
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [fileSystem({ CreationTime: new Date(0) })] });

  expect(await look('aws_efs_file_system', { tags_all: TAGS })).toEqual(['fs-1']);
});

test('finds access points by their paths and mount targets by their subnets, without deleted ones', async () => {
  efs.on(DescribeAccessPointsCommand, { FileSystemId: 'fs-1' }).resolves({
    AccessPoints: [
      { AccessPointId: 'fsap-1', RootDirectory: { Path: '/data' }, LifeCycleState: 'available' },
      { AccessPointId: 'fsap-2', RootDirectory: { Path: '/data' }, LifeCycleState: 'deleting' },
      { AccessPointId: 'fsap-3', RootDirectory: { Path: '/mods' }, LifeCycleState: 'available' },
    ],
  });
  efs.on(DescribeMountTargetsCommand, { FileSystemId: 'fs-1' }).resolves({
    MountTargets: [
      { MountTargetId: 'fsmt-1', FileSystemId: 'fs-1', SubnetId: 'subnet-1', LifeCycleState: 'available' },
      { MountTargetId: 'fsmt-2', FileSystemId: 'fs-1', SubnetId: 'subnet-2', LifeCycleState: 'available' },
    ],
  });

  const on = { file_system_id: 'fs-1' };
  expect(await look('aws_efs_access_point', { ...on, root_directory: [{ path: '/data' }] })).toEqual(['fsap-1']);
  expect(await look('aws_efs_mount_target', { ...on, subnet_id: 'subnet-2' })).toEqual(['fsmt-2']);
});

test('finds backup plans and selections by their names, on any page', async () => {
  backup
    .on(ListBackupPlansCommand)
    .resolves({ BackupPlansList: [{ BackupPlanName: 'theirs', BackupPlanId: 'p0' }], NextToken: 'next' })
    .on(ListBackupPlansCommand, { NextToken: 'next' })
    .resolves({ BackupPlansList: [{ BackupPlanName: 'ours', BackupPlanId: 'p1' }] });
  backup
    .on(ListBackupSelectionsCommand, { BackupPlanId: 'p1' })
    .resolves({ BackupSelectionsList: [{ SelectionName: 'ours', SelectionId: 's1' }, { SelectionName: 'x' }] });

  expect(await look('aws_backup_plan', { name: 'ours' })).toEqual(['p1']);
  expect(await look('aws_backup_selection', { name: 'ours', plan_id: 'p1' })).toEqual(['p1|s1']);
});

test('finds the target of a rule by what it starts: its id is random', async () => {
  events
    .on(ListTargetsByRuleCommand, { Rule: 'change' })
    .resolves({
      Targets: [
        { Id: 'terraform-1', Arn: 'arn:hook' },
        { Id: 'x', Arn: 'arn:other' },
      ],
    })
    .on(ListTargetsByRuleCommand, { Rule: 'new' })
    .rejects(new ResourceNotFoundException({ message: 'no', $metadata: {} }));

  expect(await look('aws_cloudwatch_event_target', { rule: 'change', arn: 'arn:hook' })).toEqual([
    'change/terraform-1',
  ]);
  expect(await look('aws_cloudwatch_event_target', { rule: 'new', arn: 'arn:hook' })).toEqual([]);
});

test('finds the permission of a function by its statement', async () => {
  lambda
    .on(GetPolicyCommand, { FunctionName: 'arn:hook' })
    .resolves({ Policy: JSON.stringify({ Statement: [{ Sid: 'change' }, { Sid: 'runs' }] }) })
    .on(GetPolicyCommand, { FunctionName: 'arn:new' })
    .rejects(new FunctionNotFound({ message: 'no', $metadata: {} }));

  const of = (name: string, statement: string) =>
    look('aws_lambda_permission', { function_name: name, statement_id: statement });
  expect(await of('arn:hook', 'runs')).toEqual(['arn:hook/runs']);
  expect(await of('arn:hook', 'placed')).toEqual([]);
  expect(await of('arn:new', 'runs')).toEqual([]);
});

test('finds a subscription that its owner confirmed, and no other', async () => {
  const Subscriptions = [
    { Protocol: 'email', Endpoint: 'a@example.com', SubscriptionArn: 'arn:aws:sns:x:1:alerts:1' },
    { Protocol: 'email', Endpoint: 'b@example.com', SubscriptionArn: 'PendingConfirmation' },
  ];
  sns
    .on(ListSubscriptionsByTopicCommand, { TopicArn: 'arn:topic' })
    .resolves({ Subscriptions })
    .on(ListSubscriptionsByTopicCommand, { TopicArn: 'arn:new' })
    .rejects(new NotFoundException({ message: 'no', $metadata: {} }));

  const of = (topic: string, endpoint: string) =>
    look('aws_sns_topic_subscription', { topic_arn: topic, protocol: 'email', endpoint });
  expect(await of('arn:topic', 'a@example.com')).toEqual(['arn:aws:sns:x:1:alerts:1']);
  expect(await of('arn:topic', 'b@example.com')).toEqual([]);
  expect(await of('arn:new', 'a@example.com')).toEqual([]);
});

test('finds the last revision of a task definition while it is active', async () => {
  const revision = (status: 'ACTIVE' | 'INACTIVE') => ({ taskDefinition: { taskDefinitionArn: 'arn:td:3', status } });
  ecs
    .on(DescribeTaskDefinitionCommand, { taskDefinition: 'on' })
    .resolves(revision('ACTIVE'))
    .on(DescribeTaskDefinitionCommand, { taskDefinition: 'retired' })
    .resolves(revision('INACTIVE'))
    .on(DescribeTaskDefinitionCommand, { taskDefinition: 'new' })
    .rejects(new ClientException({ message: 'Unable to describe task definition.', $metadata: {} }));

  expect(await look('aws_ecs_task_definition', { family: 'on' })).toEqual(['arn:td:3']);
  expect(await look('aws_ecs_task_definition', { family: 'retired' })).toEqual([]);
  expect(await look('aws_ecs_task_definition', { family: 'new' })).toEqual([]);
});

test('finds the query logging of a zone to the log group that is planned', async () => {
  const config = (Id: string, arn: string) => ({ Id, HostedZoneId: 'Z1', CloudWatchLogsLogGroupArn: arn });
  route53
    .on(ListQueryLoggingConfigsCommand, { HostedZoneId: 'Z1' })
    .resolves({ QueryLoggingConfigs: [config('q1', 'arn:logs:theirs'), config('q2', 'arn:logs:ours:*')] });

  const of = (arn: string) => look('aws_route53_query_log', { zone_id: 'Z1', cloudwatch_log_group_arn: arn });
  expect(await of('arn:logs:ours')).toEqual(['q2']);
  expect(await of('arn:logs:new')).toEqual([]);
});

test('an error of AWS is not taken for an answer', async () => {
  efs.on(DescribeFileSystemsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));

  await expect(look('aws_efs_file_system', { tags_all: TAGS })).rejects.toThrow('no');
});
