import { TOLD_TAG_PREFIX } from '../../../lambdas/asg-state-change-hook/contract';
import { type PolicyStatement } from '../../aws/policy';
import { type AsgStateChangeHookProps } from '../asg-state-change-hook';

/** What the function may do: look, and change its own group, its own notes, its own record. */
export function statements(props: AsgStateChangeHookProps): PolicyStatement[] {
  const { region, accountId, partition, autoScalingGroupArn, clusterArn, domain, baseTopicArn, leafTopicArn } = props;
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
    { sid: 'TellPeople', actions: ['sns:Publish'], resources: [baseTopicArn, leafTopicArn] },
    ...(domain ? recordStatements(partition, domain) : []),
  ];
}

function recordStatements(
  partition: string,
  { hostName, hostedZoneId }: NonNullable<AsgStateChangeHookProps['domain']>,
): PolicyStatement[] {
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
