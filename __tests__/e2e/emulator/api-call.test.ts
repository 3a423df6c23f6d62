import { apiCall, pathOf } from '../../../e2e/emulator/api-call';
import { call, formCall } from './support';

test('service and region are those that the request was signed for', () => {
  expect(call({ service: 'elasticfilesystem', region: 'us-east-1' })).toMatchObject({
    service: 'elasticfilesystem',
    region: 'us-east-1',
  });
});

test('a request that is not signed has no service', () => {
  expect(apiCall('GET', '/moto-api/data.json', {}, Buffer.alloc(0))).toMatchObject({ service: '', region: '' });
});

test.each([
  ['a JSON API', call({ service: 'ecs', target: 'AmazonEC2ContainerServiceV20141113.ListClusters' }), 'ListClusters'],
  ['an API with forms', formCall('autoscaling', { Action: 'SetDesiredCapacity', Version: '1' }), 'SetDesiredCapacity'],
  [
    'a REST API',
    call({ service: 'backup', method: 'PUT', path: '/backup/plans/p/selections/?x=1' }),
    'PUT /backup/plans/p/selections',
  ],
  ['S3', call({ service: 's3', method: 'GET', path: '/bucket/a%20key' }), 'GET /bucket/a key'],
])('reads the action of %s', (_, made, action) => {
  expect(made.action).toBe(action);
});

test.each([
  ['/', '/'],
  ['/a/', '/a'],
  ['/a%2Fb?c=/d/', '/a/b'],
])('the path of %s is %s', (path, expected) => {
  expect(pathOf({ path })).toBe(expected);
});
