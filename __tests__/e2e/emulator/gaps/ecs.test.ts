import { ecsGaps } from '../../../../e2e/emulator/gaps/ecs';
import { call, Upstream } from '../support';

const ecs = (action: string, body: object) =>
  call({ service: 'ecs', target: `AmazonEC2ContainerServiceV20141113.${action}`, body: JSON.stringify(body) });
const parsed = ({ text }: { text: string }) => JSON.parse(text) as Record<string, unknown>;

test('moto does not get requiresCompatibilities EC2 of a task definition, and answers have it', async () => {
  const gaps = ecsGaps();
  const upstream = new Upstream('{"taskDefinition":{"taskDefinitionArn":"arn:t:1"}}');

  const registered = await upstream.send(
    gaps,
    ecs('RegisterTaskDefinition', { family: 't', requiresCompatibilities: ['EC2'] }),
  );
  const described = await upstream.send(gaps, ecs('DescribeTaskDefinition', { taskDefinition: 't:1' }));

  expect(upstream.calls[0]?.body.toString()).toBe('{"family":"t"}');
  const expected = { taskDefinition: { taskDefinitionArn: 'arn:t:1', requiresCompatibilities: ['EC2'] } };
  expect(parsed(registered)).toEqual(expected);
  expect(parsed(described)).toEqual(expected);
});

test('an error about a task definition stays unchanged', async () => {
  const upstream = new Upstream('{"__type":"ClientException"}', 400);

  await expect(upstream.send(ecsGaps(), ecs('DescribeTaskDefinition', {}))).resolves.toMatchObject({
    status: 400,
    text: '{"__type":"ClientException"}',
  });
});

test('a service keeps the settings that moto forgets', async () => {
  const gaps = ecsGaps();
  const upstream = new Upstream('{"service":{"serviceArn":"arn:s","enableECSManagedTags":false}}');
  await upstream.send(
    gaps,
    ecs('CreateService', { enableECSManagedTags: true, availabilityZoneRebalancing: 'DISABLED' }),
  );
  await upstream.send(gaps, ecs('UpdateService', { availabilityZoneRebalancing: 'ENABLED' }));

  upstream.body = '{"services":[{"serviceArn":"arn:s"},{"serviceArn":"arn:other"}],"failures":[]}';
  expect(parsed(await upstream.send(gaps, ecs('DescribeServices', {})))).toEqual({
    services: [
      { serviceArn: 'arn:s', enableECSManagedTags: true, availabilityZoneRebalancing: 'ENABLED' },
      { serviceArn: 'arn:other' },
    ],
    failures: [],
  });
});

test('answers have no empty network configuration', async () => {
  const upstream = new Upstream(
    JSON.stringify({
      services: [
        { serviceArn: 'a', networkConfiguration: {}, deployments: [{ networkConfiguration: {} }] },
        { serviceArn: 'b', networkConfiguration: { awsvpcConfiguration: { subnets: ['s'] } } },
      ],
    }),
  );

  expect(parsed(await upstream.send(ecsGaps(), ecs('DescribeServices', {})))).toEqual({
    services: [
      { serviceArn: 'a', deployments: [{}] },
      { serviceArn: 'b', networkConfiguration: { awsvpcConfiguration: { subnets: ['s'] } } },
    ],
  });
});

test('describes all capacity providers of the region where no names are given', async () => {
  const gaps = ecsGaps();
  const upstream = new Upstream('{}');
  await upstream.send(gaps, ecs('CreateCapacityProvider', { name: 'a' }));
  await upstream.send(gaps, ecs('CreateCapacityProvider', { name: 'b' }));

  await upstream.send(gaps, ecs('DescribeCapacityProviders', {}));
  await upstream.send(gaps, ecs('DescribeCapacityProviders', { capacityProviders: ['b'] }));

  expect(upstream.calls.slice(2).map(({ body }) => JSON.parse(body.toString()) as unknown)).toEqual([
    { capacityProviders: ['a', 'b'] },
    { capacityProviders: ['b'] },
  ]);
});
