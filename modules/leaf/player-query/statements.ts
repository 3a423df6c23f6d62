import { METRIC_NAMESPACE } from '../../../lambdas/shared/game-metrics';
import { ANSWERED_NOTES, tagOf } from '../../../lambdas/shared/told-tags';
import { type AwsPlace } from '../../aws/aws-place';
import { type PolicyStatement } from '../../aws/policy';

export interface StatementsProps extends AwsPlace {
  /** As IAM policies take it. */
  readonly autoScalingGroupArn: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly ruleName: string;
  readonly hookFunctionArn: string;
}

/**
 * What the function may do, which reads what strangers send: look, publish its own metrics, note its own tags, turn its own
 * rule off and tell the state change hook.
 */
export function statements(props: StatementsProps): PolicyStatement[] {
  const { region, accountId, partition, autoScalingGroupArn, clusterName, serviceName, ruleName } = props;
  return [
    {
      sid: 'ReadGroup',
      actions: ['autoscaling:DescribeAutoScalingGroups'],
      // AWS knows no resource for it
      resources: ['*'],
    },
    {
      sid: 'ReadService',
      actions: ['ecs:DescribeServices'],
      resources: [`arn:${partition}:ecs:${region}:${accountId}:service/${clusterName}/${serviceName}`],
    },
    {
      sid: 'PublishMetrics',
      actions: ['cloudwatch:PutMetricData'],
      // AWS knows no resource for it
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
    },
    {
      sid: 'NoteFirstAnswer',
      actions: ['autoscaling:CreateOrUpdateTags'],
      resources: [autoScalingGroupArn],
      // no other tag: the other tags decide who finds the group and who may switch it
      conditions: { 'ForAllValues:StringLike': { 'aws:TagKeys': [`${tagOf(ANSWERED_NOTES)}*`] } },
    },
    {
      sid: 'TurnOwnRuleOff',
      actions: ['events:DisableRule'],
      resources: [`arn:${partition}:events:${region}:${accountId}:rule/${ruleName}`],
    },
    { sid: 'TellHook', actions: ['lambda:InvokeFunction'], resources: [props.hookFunctionArn] },
  ];
}
