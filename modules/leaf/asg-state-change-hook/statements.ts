import { TOLD_TAG_PREFIX } from '../../../lambdas/shared/told-tags';
import { type AwsPlace } from '../../aws/aws-place';
import { type PolicyStatement } from '../../aws/policy';

export interface StatementsProps extends AwsPlace {
  /** As IAM policies take it. */
  readonly autoScalingGroupArn: string;
  readonly clusterArn: string;
  /** Read where there is a domain: without one nobody asks for whom the leaf was awake. */
  readonly containerActivityAlarmName: string;
  /** The leaf's name in an existing zone, in lower case. @default no permission to change DNS or to read metrics */
  readonly domain?: OwnRecord;
  /** @default no permission to switch a rule */
  readonly queryRuleName?: string;
  /** Of the leaf's volumes. May be empty. */
  readonly fileSystemArns: readonly string[];
  /** @default no permission to record starts */
  readonly startsParameterName?: string;
  /** Tags that the leaf's instances have, and no other. */
  readonly instanceTags: Readonly<Record<string, string>>;
  readonly baseTopicArn: string;
  readonly leafTopicArn: string;
  /** The alarm Instance Left Up. */
  readonly leftUpAlarmName: string;
}

interface OwnRecord {
  readonly hostName: string;
  readonly hostedZoneId: string;
}

/** What the function may do: look, and change its own group, its own notes, its own record. */
export function statements(props: StatementsProps): PolicyStatement[] {
  const { region, accountId, partition, autoScalingGroupArn, clusterArn, baseTopicArn, leafTopicArn } = props;
  const { domain, queryRuleName, leftUpAlarmName, fileSystemArns } = props;
  return [
    {
      sid: 'ReadGroupAndInstance',
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeScalingActivities',
        'ec2:DescribeInstances',
      ],
      // AWS knows no resource for these
      resources: ['*'],
    },
    { sid: 'ListHosts', actions: ['ecs:ListContainerInstances'], resources: [clusterArn] },
    {
      sid: 'ReadHosts',
      actions: ['ecs:DescribeContainerInstances'],
      resources: [`arn:${partition}:ecs:${region}:${accountId}:container-instance/*`],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    {
      sid: 'ListTasks',
      actions: ['ecs:ListTasks'],
      // as in AWS's example: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    {
      sid: 'ReadTasks',
      actions: ['ecs:DescribeTasks'],
      resources: [`arn:${partition}:ecs:${region}:${accountId}:task/*`],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    {
      sid: 'SwitchOwnGroup',
      actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:CompleteLifecycleAction'],
      resources: [autoScalingGroupArn],
    },
    {
      sid: 'NoteWhatWasTold',
      actions: ['autoscaling:CreateOrUpdateTags', 'autoscaling:DeleteTags'],
      resources: [autoScalingGroupArn],
      // no other tag: by those the group is found and others are allowed to switch it
      conditions: { 'ForAllValues:StringLike': { 'aws:TagKeys': [`${TOLD_TAG_PREFIX}*`] } },
    },
    {
      sid: 'ReadLeftUpAlarm',
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${leftUpAlarmName}`],
    },
    { sid: 'TellPeople', actions: ['sns:Publish'], resources: [baseTopicArn, leafTopicArn] },
    ...(fileSystemArns.length === 0
      ? []
      : [{ sid: 'MeasureFiles', actions: ['elasticfilesystem:DescribeFileSystems'], resources: [...fileSystemArns] }]),
    ...startStatements(props),
    ...(domain ? [...recordStatements(partition, domain), ...trafficStatements(props)] : []),
    ...(queryRuleName === undefined
      ? []
      : [
          {
            sid: 'SwitchQueryRule',
            actions: ['events:DescribeRule', 'events:EnableRule', 'events:DisableRule'],
            resources: [`arn:${partition}:events:${region}:${accountId}:rule/${queryRuleName}`],
          },
        ]),
  ];
}

function startStatements({ region, accountId, partition, ...props }: StatementsProps): PolicyStatement[] {
  const { startsParameterName: name, fileSystemArns, instanceTags, domain } = props;
  if (name === undefined) return [];
  return [
    {
      sid: 'RecordStarts',
      actions: ['ssm:GetParameter', 'ssm:PutParameter'],
      resources: [`arn:${partition}:ssm:${region}:${accountId}:parameter${name}`],
    },
    ...(fileSystemArns.length === 0
      ? []
      : [
          {
            sid: 'ReadSystemLog',
            actions: ['ec2:GetConsoleOutput'],
            resources: [`arn:${partition}:ec2:${region}:${accountId}:instance/*`],
            conditions: {
              StringEquals: Object.fromEntries(
                Object.entries(instanceTags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
              ),
            },
          },
        ]),
    ...(domain === undefined
      ? []
      : [
          {
            sid: 'FollowChange',
            actions: ['route53:GetChange'],
            // AWS chooses the id of a change
            resources: [`arn:${partition}:route53:::change/*`],
          },
        ]),
  ];
}

function trafficStatements({ region, accountId, partition, ...props }: StatementsProps): PolicyStatement[] {
  return [
    {
      sid: 'ReadContainerActivity',
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${props.containerActivityAlarmName}`],
    },
    {
      sid: 'ReadTraffic',
      actions: ['cloudwatch:GetMetricData'],
      // AWS knows no resource for it
      resources: ['*'],
    },
  ];
}

function recordStatements(partition: string, { hostName, hostedZoneId }: OwnRecord): PolicyStatement[] {
  const zoneArn = `arn:${partition}:route53:::hostedzone/${hostedZoneId}`;
  return [
    { sid: 'ReadRecord', actions: ['route53:ListResourceRecordSets'], resources: [zoneArn] },
    {
      sid: 'PointOwnRecord',
      actions: ['route53:ChangeResourceRecordSets'],
      resources: [zoneArn],
      // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
      conditions: {
        'ForAllValues:StringEquals': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': [hostName],
          'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
          'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
        },
      },
    },
  ];
}
