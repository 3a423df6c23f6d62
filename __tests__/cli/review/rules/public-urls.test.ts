import { publicUrls } from '../../../../cli/review/rules/public-urls';
import { type ChangeOfPlan, guardedPlan } from '../../support/plan';

const found = (...changes: ChangeOfPlan[]) => publicUrls(guardedPlan(changes)).map(({ message }) => message);

const URL_MESSAGE = 'is a public URL: everybody may call the function';

const url = (more: Partial<ChangeOfPlan>): ChangeOfPlan => ({
  address: 'aws_lambda_function_url.It',
  actions: ['create'],
  ...more,
});

test('reports a function URL that asks for no credentials, or may ask for none', () => {
  expect(found(url({ after: { authorization_type: 'NONE' } }))).toEqual([URL_MESSAGE]);
  expect(found(url({ after: {}, unknown: { authorization_type: true } }))).toEqual([URL_MESSAGE]);
  expect(found(url({ after: { authorization_type: 'AWS_IAM' } }))).toEqual([]);
});

test('reports a function URL that no longer asks for credentials', () => {
  const [before, after] = [{ authorization_type: 'AWS_IAM' }, { authorization_type: 'NONE' }];

  expect(found(url({ actions: ['update'], before, after }))).toEqual([URL_MESSAGE]);
  expect(found(url({ actions: ['update'], before: after, after: { ...after, cors: [] } }))).toEqual([]);
});

test('reports a permission for everybody', () => {
  const permission = (after: object) => found({ address: 'aws_lambda_permission.It', actions: ['create'], after });

  expect(permission({ principal: '*' })).toEqual(['lets everybody call the function']);
  expect(permission({ principal: '*', source_account: '123456789012' })).toEqual([]);
  expect(permission({ principal: 'events.amazonaws.com' })).toEqual([]);
});

test('reports a new public API, and not one that changes', () => {
  const address = 'aws_apigatewayv2_api.It';

  expect(found({ address, actions: ['create'], after: { name: 'a' } })).toEqual(['has a public address']);
  expect(found({ address, actions: ['update'], before: { name: 'a' }, after: { name: 'b' } })).toEqual([]);
});

test.each<[string, string, object, object]>([
  ['a load balancer', 'aws_lb', { internal: false }, { internal: true }],
  ['a bucket that everybody reads', 'aws_s3_bucket_acl', { acl: 'public-read' }, { acl: 'private' }],
  ['an image that everybody uses', 'aws_ami_launch_permission', { group: 'all' }, { account_id: '123456789012' }],
])('reports %s', (_, type, open, closed) => {
  const made = (after: object) => found({ address: `${type}.It`, actions: ['create'], after });

  expect(made(open)).toHaveLength(1);
  expect(made(closed)).toEqual([]);
});
