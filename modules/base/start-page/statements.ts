import { CLUSTER_ROLE } from '../../../lambdas/shared/cluster-of-group';
import { invitationsPath, leavesPath, startsPath } from '../../../lambdas/shared/parameter-names';
import { FRUITLESS_NOTE, tagOf, WOKEN_BY_NOTE } from '../../../lambdas/shared/told-tags';
import { type AwsPlace } from '../../aws/aws-place';
import { type PolicyStatement } from '../../aws/policy';
import { PROJECT_TAG } from '../../aws/tags';

/** What the function may do: look, wake and put to sleep the leaves of the project, note who did it, and ask their games who plays. */
export function statements({
  project,
  region,
  accountId,
  partition,
}: AwsPlace & { readonly project: string }): PolicyStatement[] {
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const groups = arn('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/*');
  const ofProject = { StringEquals: { [`aws:ResourceTag/${PROJECT_TAG}`]: project } };
  const ofClusters = { ArnLike: { 'ecs:cluster': arn('ecs', `cluster/${project}-*-${CLUSTER_ROLE}`) } };
  return [
    {
      sid: 'ReadGroups',
      actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities'],
      // AWS knows no resource for these
      resources: ['*'],
    },
    {
      sid: 'ListTasks',
      actions: ['ecs:ListTasks'],
      // as in AWS's example: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
      resources: ['*'],
      conditions: ofClusters,
    },
    { sid: 'ReadTasks', actions: ['ecs:DescribeTasks'], resources: [arn('ecs', 'task/*')], conditions: ofClusters },
    { sid: 'SwitchLeaves', actions: ['autoscaling:SetDesiredCapacity'], resources: [groups], conditions: ofProject },
    {
      sid: 'NoteWhoWoke',
      actions: ['autoscaling:CreateOrUpdateTags', 'autoscaling:DeleteTags'],
      resources: [groups],
      // no other tag: by those the group is found and others are allowed to switch it
      conditions: {
        ...ofProject,
        'ForAllValues:StringEquals': { 'aws:TagKeys': [tagOf(WOKEN_BY_NOTE), tagOf(FRUITLESS_NOTE)] },
      },
    },
    {
      sid: 'ReadParameters',
      actions: ['ssm:GetParametersByPath'],
      // the path itself, with or without the slash at its end
      resources: [leavesPath, startsPath, invitationsPath].flatMap((path) => [
        arn('ssm', `parameter${path(project).replace(/\/$/, '')}`),
        arn('ssm', `parameter${path(project)}*`),
      ]),
    },
    {
      sid: 'AskWhoPlays',
      actions: ['lambda:InvokeFunction'],
      resources: [arn('lambda', `function:${project}-*-player-query`)],
      conditions: ofProject,
    },
  ];
}
