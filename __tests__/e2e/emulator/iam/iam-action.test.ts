import { iamAction } from '../../../../e2e/emulator/iam/iam-action';
import { call, formCall } from '../support';

const rest = (service: string, method: string, path: string) => call({ service, method, path });

test.each([
  [formCall('autoscaling', { Action: 'SetDesiredCapacity' }), 'autoscaling:SetDesiredCapacity'],
  [formCall('monitoring', { Action: 'PutMetricAlarm' }), 'cloudwatch:PutMetricAlarm'],
  [call({ service: 'apigateway', method: 'PATCH', path: '/v2/apis/abc/stages/%24default' }), 'apigateway:PATCH'],
  [
    call({ service: 'budgets', target: 'AWSBudgetServiceGateway.DescribeSubscribersForNotification' }),
    'budgets:ViewBudget',
  ],
  [call({ service: 'budgets', target: 'AWSBudgetServiceGateway.DeleteNotification' }), 'budgets:ModifyBudget'],
  [call({ service: 'budgets', target: 'AWSBudgetServiceGateway.ListTagsForResource' }), 'budgets:ListTagsForResource'],
  [call({ service: 'ecs', target: 'AmazonEC2ContainerServiceV20141113.ListTasks' }), 'ecs:ListTasks'],
  [rest('backup', 'PUT', '/backup/plans/p/selections/'), 'backup:CreateBackupSelection'],
  [rest('elasticfilesystem', 'PUT', '/2015-02-01/file-systems/fs-1/policy'), 'elasticfilesystem:PutFileSystemPolicy'],
  [rest('lambda', 'DELETE', '/2015-03-31/functions/f/policy/s'), 'lambda:RemovePermission'],
  [rest('lambda', 'PUT', '/2019-09-25/functions/f/event-invoke-config'), 'lambda:PutFunctionEventInvokeConfig'],
  [rest('lambda', 'POST', '/2015-03-31/functions/f/invocations'), 'lambda:InvokeFunction'],
  [rest('route53', 'POST', '/2013-04-01/hostedzone/Z1/rrset/'), 'route53:ChangeResourceRecordSets'],
  [rest('s3', 'GET', '/states?list-type=2&prefix=games%2F'), 's3:ListBucket'],
  [rest('s3', 'GET', '/states?delimiter=%2F&list-type=2'), 's3:ListBucket'],
  [rest('s3', 'HEAD', '/states/games/base/terraform.tfstate'), 's3:GetObject'],
  [rest('s3', 'PUT', '/states/games/base/terraform.tfstate?x-id=PutObject'), 's3:PutObject'],
])('%# is %s', (made, action) => {
  expect(iamAction(made)).toBe(action);
});

test.each([
  [rest('s3', 'GET', '/states?policy'), 's3 GET /states'],
  [rest('lambda', 'POST', '/2015-03-31/functions/f/aliases'), 'lambda POST /2015-03-31/functions/f/aliases'],
])('%# fails, since the permission is not known, and is named', (made, name) => {
  expect(() => iamAction(made)).toThrow(`the emulator does not know which permission '${name}' needs`);
});
