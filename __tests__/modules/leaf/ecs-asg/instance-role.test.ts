import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';

import { Names } from '../../../../modules/aws/naming';
import { InstanceRole } from '../../../../modules/leaf/ecs-asg/instance-role';
import { json } from '../../../support/matchers';
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

test('only EC2 may assume the role', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(IamRole, {
    name: 'games-minecraft-instance',
    assume_role_policy: json({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
    }),
  });
  expect(found.resources('aws_iam_role')).toHaveLength(1);
});

test('it may join its cluster, use Session Manager and mount its file systems, and nothing else', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: json({
      Version: '2012-10-17',
      Statement: [
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
          Action: [
            'elasticfilesystem:ClientMount',
            'elasticfilesystem:ClientRootAccess',
            'elasticfilesystem:ClientWrite',
          ],
          Resource: [FILE_SYSTEM],
        },
      ],
    }),
  });
  expect(found.resources('aws_iam_role_policy')).toHaveLength(1);
});

test('without file systems it may mount nothing', () => {
  expect(statements([]).map(({ Sid }) => Sid)).toEqual(['JoinCluster', 'TalkToCluster', 'FindEcs', 'SessionManager']);
});

test('no permission has a wildcard in its action', () => {
  expect(
    statements()
      .flatMap(({ Action }) => Action)
      .filter((action) => action.includes('*')),
  ).toEqual([]);
});

test("it uses none of AWS's managed policies", () => {
  const found = template();

  expect(found.resources('aws_iam_role_policy_attachment')).toEqual([]);
  expect(found.resource('aws_iam_role')).not.toHaveProperty('managed_policy_arns');
});

test('the instance gets the role by a profile, and is launched after the role has its policy', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(IamInstanceProfile, {
    name: 'games-minecraft-instance',
    role: expect.stringMatching(/^\$\{aws_iam_role\.InstanceRole_\w+\.name\}$/) as unknown,
  });
  expect(found.resources('aws_iam_instance_profile')).toHaveLength(1);
  expect(found.synthesized).toHaveResourceWithProperties(SnsTopic, {
    name: expect.stringMatching(/^\$\{aws_iam_instance_profile\.InstanceRole_Profile_\w+\.arn\}$/) as unknown,
    depends_on: [
      expect.stringMatching(/^aws_iam_role\.InstanceRole_\w+$/),
      expect.stringMatching(/^aws_iam_role_policy\.InstanceRole_Policy_\w+$/),
      expect.stringMatching(/^aws_iam_instance_profile\.InstanceRole_Profile_\w+$/),
    ],
  });
});
