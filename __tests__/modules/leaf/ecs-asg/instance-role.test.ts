import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';

import { Names } from '../../../../modules/aws/naming';
import { InstanceRole } from '../../../../modules/leaf/ecs-asg/instance-role';
import { Template } from '../../../support/template';

const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft-cluster';
const FILE_SYSTEM = 'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0';

const template = (fileSystemArns: readonly string[] = [FILE_SYSTEM]) =>
  Template.of((stack) => {
    const role = new InstanceRole(stack, 'InstanceRole', {
      names: new Names('games', 'minecraft'),
      clusterArn: CLUSTER,
      fileSystemArns,
    });
    new SnsTopic(stack, 'Dependent', { name: role.instanceProfileArn, dependsOn: [...role.dependables] });
  });

/** The policy's statements, as far as the test looks at them. */
const statements = (fileSystemArns?: readonly string[]) => {
  const policy = template(fileSystemArns).resource('aws_iam_role_policy').policy;
  // a cast, since JSON.parse knows no types
  return (JSON.parse(String(policy)) as { Statement: { Sid: string; Action: string[] }[] }).Statement;
};

test('EC2 alone may assume it', () => {
  const role = template().resource('aws_iam_role');

  expect(role.name).toBe('games-minecraft-instance');
  expect(JSON.parse(String(role.assume_role_policy))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
  });
});

test('it may join its cluster, offer Session Manager and mount its file systems, and nothing else', () => {
  expect(statements()).toEqual([
    {
      Sid: 'JoinCluster',
      Effect: 'Allow',
      Action: [
        'ecs:DeregisterContainerInstance',
        'ecs:RegisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      Resource: [CLUSTER],
    },
    {
      Sid: 'TalkToCluster',
      Effect: 'Allow',
      Action: ['ecs:Poll', 'ecs:StartTelemetrySession'],
      Resource: ['*'],
      Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } },
    },
    { Sid: 'FindEcs', Effect: 'Allow', Action: ['ecs:DiscoverPollEndpoint'], Resource: ['*'] },
    {
      Sid: 'SessionManager',
      Effect: 'Allow',
      Action: [
        'ssm:UpdateInstanceInformation',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      Resource: ['*'],
    },
    {
      Sid: 'MountVolumes',
      Effect: 'Allow',
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite'],
      Resource: [FILE_SYSTEM],
    },
  ]);
});

test('without file systems it may mount none', () => {
  expect(statements([]).map(({ Sid }) => Sid)).toEqual(['JoinCluster', 'TalkToCluster', 'FindEcs', 'SessionManager']);
});

test('no action has a wildcard', () => {
  expect(
    statements()
      .flatMap(({ Action }) => Action)
      .filter((action) => action.includes('*')),
  ).toEqual([]);
});

test("it has none of AWS's managed policies", () => {
  const found = template();

  expect(found.resources('aws_iam_role_policy_attachment')).toEqual([]);
  expect(found.resource('aws_iam_role')).not.toHaveProperty('managed_policy_arns');
});

test('the instance gets it by a profile, and depends on its policy too', () => {
  const found = template();

  expect(found.resource('aws_iam_instance_profile')).toMatchObject({
    name: 'games-minecraft-instance',
    role: expect.stringMatching(/^\$\{aws_iam_role\.InstanceRole_\w+\.name\}$/) as unknown,
  });
  expect(found.resource('aws_sns_topic')).toMatchObject({
    name: expect.stringMatching(/^\$\{aws_iam_instance_profile\.InstanceRole_Profile_\w+\.arn\}$/) as unknown,
    depends_on: [
      expect.stringMatching(/^aws_iam_role\.InstanceRole_\w+$/),
      expect.stringMatching(/^aws_iam_role_policy\.InstanceRole_Policy_\w+$/),
      expect.stringMatching(/^aws_iam_instance_profile\.InstanceRole_Profile_\w+$/),
    ],
  });
});
