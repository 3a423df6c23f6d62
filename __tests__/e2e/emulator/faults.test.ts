import { Faults } from '../../../e2e/emulator/faults';
import { call, formCall, Upstream } from './support';

const wake = () => formCall('autoscaling', { Action: 'SetDesiredCapacity' });
const describeGroups = () => formCall('autoscaling', { Action: 'DescribeAutoScalingGroups' });
const listClusters = () => call({ service: 'ecs', target: 'ECS.ListClusters' });

afterEach(() => {
  jest.useRealTimers();
});

test('without faults every call is passed on', async () => {
  const upstream = new Upstream();

  await expect(upstream.send([new Faults().gap], wake())).resolves.toMatchObject({ status: 200, text: 'moto' });
});

test('fails as many calls of an action as it is told to, and no others', async () => {
  const faults = new Faults();
  const upstream = new Upstream();
  faults.fail({ service: 'autoscaling', action: 'SetDesiredCapacity', times: 2 });

  const statuses: number[] = [];
  for (const sent of [wake(), describeGroups(), listClusters(), wake(), wake()]) {
    statuses.push((await upstream.send([faults.gap], sent)).status);
  }

  expect(statuses).toEqual([500, 200, 200, 500, 200]);
  expect(upstream.calls).toHaveLength(3);
});

test('fails all actions that match a pattern', async () => {
  const faults = new Faults();
  faults.fail({ action: /^Describe|^List/ });

  expect((await new Upstream().send([faults.gap], describeGroups())).status).toBe(500);
  expect((await new Upstream().send([faults.gap], listClusters())).status).toBe(500);
  expect((await new Upstream().send([faults.gap], wake())).status).toBe(200);
});

test('fails only calls whose body has the text', async () => {
  const faults = new Faults();
  faults.fail({ action: 'SetDesiredCapacity', body: 'minecraft' });

  const statusOf = async (name: string) => {
    const sent = formCall('autoscaling', { Action: 'SetDesiredCapacity', AutoScalingGroupName: name });
    return (await new Upstream().send([faults.gap], sent)).status;
  };

  await expect(statusOf('minecraft')).resolves.toBe(500);
  await expect(statusOf('valheim')).resolves.toBe(200);
});

test('fails calls for as long as it is told to', async () => {
  jest.useFakeTimers();
  const faults = new Faults();
  faults.fail({ forMs: 1000 });

  jest.advanceTimersByTime(999);
  expect((await new Upstream().send([faults.gap], wake())).status).toBe(500);
  jest.advanceTimersByTime(1);
  expect((await new Upstream().send([faults.gap], wake())).status).toBe(200);
});

test('fails calls until it is told to end', async () => {
  const faults = new Faults();
  const end = faults.fail({});

  expect((await new Upstream().send([faults.gap], wake())).status).toBe(500);
  end();
  expect((await new Upstream().send([faults.gap], wake())).status).toBe(200);
});

describe('an error has the form of its API', () => {
  const failed = async (sent: ReturnType<typeof call>) => {
    const faults = new Faults();
    faults.fail({ status: 429, code: 'Throttling' });
    return new Upstream().send([faults.gap], sent);
  };

  test('JSON', async () => {
    const { status, text, headers } = await failed(listClusters());

    expect(status).toBe(429);
    expect(headers['x-amzn-errortype']).toBe('Throttling');
    expect(JSON.parse(text)).toMatchObject({ __type: 'Throttling', message: 'ListClusters fails on purpose' });
  });

  test('forms', async () => {
    expect((await failed(wake())).text).toMatch(/^<ErrorResponse><Error>.*<Code>Throttling<\/Code>/);
  });

  test('EC2', async () => {
    expect((await failed(formCall('ec2', { Action: 'RunInstances' }))).text).toMatch(
      /^<Response><Errors><Error><Code>Throttling<\/Code>/,
    );
  });

  test('S3', async () => {
    expect((await failed(call({ service: 's3', method: 'GET', path: '/bucket/a<b' }))).text).toBe(
      '<Error><Code>Throttling</Code><Message>GET /bucket/a&lt;b fails on purpose</Message></Error>',
    );
  });
});
