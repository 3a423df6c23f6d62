import { namedResource, passedRoles } from '../../../../e2e/emulator/iam/named-resources';
import { type ApiCall } from '../../../../e2e/emulator/api-call';
import { call, formCall } from '../support';

const ACCOUNT = '123456789012';
const json = (service: string, body: object) => call({ service, target: 'Service.Call', body: JSON.stringify(body) });
const regional = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;

test.each<[string, ApiCall, string | undefined]>([
  [
    'autoscaling:CreateAutoScalingGroup',
    formCall('autoscaling', { AutoScalingGroupName: 'games-asg' }),
    regional('autoscaling', 'autoScalingGroup:none:autoScalingGroupName/games-asg'),
  ],
  [
    'backup:CreateBackupVault',
    call({ service: 'backup', method: 'PUT', path: '/backup-vaults/games-vault' }),
    regional('backup', 'backup-vault:games-vault'),
  ],
  [
    'ssm:PutParameter',
    json('ssm', { Name: '/games/starts/minecraft' }),
    regional('ssm', 'parameter/games/starts/minecraft'),
  ],
  [
    'ssm:ListTagsForResource',
    json('ssm', { ResourceType: 'Parameter', ResourceId: '/games/starts/minecraft' }),
    regional('ssm', 'parameter/games/starts/minecraft'),
  ],
  ['ssm:DescribeParameters', json('ssm', { ParameterFilters: [] }), undefined],
  ['backup:CreateBackupPlan', call({ service: 'backup', method: 'PUT', path: '/backup/plans' }), undefined],
  [
    'cloudwatch:DeleteAlarms',
    formCall('monitoring', { 'AlarmNames.member.1': 'games-alarm' }),
    regional('cloudwatch', 'alarm:games-alarm'),
  ],
  [
    'cloudwatch:PutDashboard',
    formCall('monitoring', { DashboardName: 'games-dashboard' }),
    `arn:aws:cloudwatch::${ACCOUNT}:dashboard/games-dashboard`,
  ],
  [
    'apigateway:POST',
    call({ service: 'apigateway', path: '/v2/apis/abc/routes' }),
    'arn:aws:apigateway:eu-central-1::/apis/abc/routes',
  ],
  [
    'budgets:ModifyBudget',
    json('budgets', { AccountId: ACCOUNT, Budget: { BudgetName: 'games-base-monthly' } }),
    `arn:aws:budgets::${ACCOUNT}:budget/games-base-monthly`,
  ],
  [
    'budgets:ModifyBudget',
    json('budgets', { AccountId: ACCOUNT, BudgetName: 'games-base-monthly', Notification: {} }),
    `arn:aws:budgets::${ACCOUNT}:budget/games-base-monthly`,
  ],
  [
    'budgets:TagResource',
    json('budgets', { ResourceARN: `arn:aws:budgets::${ACCOUNT}:budget/games-base-monthly` }),
    `arn:aws:budgets::${ACCOUNT}:budget/games-base-monthly`,
  ],
  ['ecs:CreateCluster', json('ecs', { clusterName: 'games' }), regional('ecs', 'cluster/games')],
  [
    'ecs:CreateService',
    json('ecs', { cluster: regional('ecs', 'cluster/games'), serviceName: 'service' }),
    regional('ecs', 'service/games/service'),
  ],
  [
    'ecs:CreateCapacityProvider',
    json('ecs', { name: 'games-capacity', autoScalingGroupProvider: {} }),
    regional('ecs', 'capacity-provider/games-capacity'),
  ],
  ['ecs:RegisterTaskDefinition', json('ecs', { family: 'games' }), regional('ecs', 'task-definition/games:1')],
  ['events:PutTargets', json('events', { Rule: 'games-rule', Targets: [] }), regional('events', 'rule/games-rule')],
  ['iam:CreateRole', formCall('iam', { RoleName: 'games' }), `arn:aws:iam::${ACCOUNT}:role/games`],
  [
    'iam:AddRoleToInstanceProfile',
    formCall('iam', { InstanceProfileName: 'games', RoleName: 'games' }),
    `arn:aws:iam::${ACCOUNT}:instance-profile/games`,
  ],
  [
    'lambda:AddPermission',
    call({ service: 'lambda', path: `/2015-03-31/functions/${regional('lambda', 'function:games')}/policy` }),
    regional('lambda', 'function:games'),
  ],
  ['lambda:CreateFunction', json('lambda', { FunctionName: 'games' }), regional('lambda', 'function:games')],
  ['logs:CreateLogGroup', json('logs', { logGroupName: '/games/a' }), regional('logs', 'log-group:/games/a')],
  [
    'route53:CreateQueryLoggingConfig',
    call({ service: 'route53', path: '/2013-04-01/queryloggingconfig', body: '<HostedZoneId>Z1</HostedZoneId>' }),
    'arn:aws:route53:::hostedzone/Z1',
  ],
  [
    'route53:DeleteQueryLoggingConfig',
    call({ service: 'route53', method: 'DELETE', path: '/2013-04-01/queryloggingconfig/q' }),
    'arn:aws:route53:::queryloggingconfig/q',
  ],
  ['s3:PutObject', call({ service: 's3', method: 'PUT', path: '/states/a%20b?x-id=1' }), 'arn:aws:s3:::states/a b'],
  ['sns:CreateTopic', formCall('sns', { Name: 'games' }), regional('sns', 'games')],
  ['sns:Unsubscribe', formCall('sns', { SubscriptionArn: regional('sns', 'games:0a1b') }), regional('sns', 'games')],
  ['ec2:CreateVpc', formCall('ec2', { CidrBlock: '10.0.0.0/16' }), undefined],
])('%s is about its named resource', (action, made, resource) => {
  expect(namedResource(action, made, ACCOUNT)).toBe(resource);
});

const ROLE = `arn:aws:iam::${ACCOUNT}:role/games`;
test.each<[string, ApiCall, string[]]>([
  ['lambda:CreateFunction', json('lambda', { Role: ROLE }), ['lambda.amazonaws.com']],
  ['lambda:UpdateFunctionConfiguration', json('lambda', { Timeout: 3 }), []],
  [
    'ecs:RegisterTaskDefinition',
    json('ecs', { taskRoleArn: ROLE, executionRoleArn: ROLE }),
    ['ecs-tasks.amazonaws.com', 'ecs-tasks.amazonaws.com'],
  ],
  ['events:PutTargets', json('events', { Targets: [{ RoleArn: ROLE }, { Arn: 'x' }] }), ['events.amazonaws.com']],
  ['backup:CreateBackupSelection', json('backup', { BackupSelection: { IamRoleArn: ROLE } }), ['backup.amazonaws.com']],
  ['iam:AddRoleToInstanceProfile', formCall('iam', { RoleName: 'games' }), ['ec2.amazonaws.com']],
  ['iam:CreateRole', formCall('iam', { RoleName: 'games' }), []],
])('%s passes its roles', (action, made, services) => {
  expect(passedRoles(action, made, ACCOUNT)).toEqual(services.map((service) => ({ roleArn: ROLE, service })));
});
