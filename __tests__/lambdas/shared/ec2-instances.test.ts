import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { Ec2Instances } from '../../../lambdas/shared/ec2-instances';

const ec2 = mockClient(EC2Client);
const read = () => new Ec2Instances(new EC2Client({})).read('i-1');
const LaunchTime = new Date('2026-11-22T20:00:00Z');

beforeEach(() => {
  ec2.reset();
});

test('reads the public address and when it was launched', async () => {
  ec2
    .on(DescribeInstancesCommand)
    .resolves({ Reservations: [{ Instances: [{ InstanceId: 'i-1', LaunchTime, PublicIpAddress: '198.51.100.1' }] }] });

  expect(await read()).toEqual({ launchedAt: LaunchTime, publicAddress: '198.51.100.1' });
  expect(ec2.commandCalls(DescribeInstancesCommand).map(({ args }) => args[0].input)).toEqual([
    { InstanceIds: ['i-1'] },
  ]);
});

test('reads its type', async () => {
  const instance = { InstanceId: 'i-1', LaunchTime, InstanceType: 'm7i-flex.large' } as const;
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [instance] }] });

  expect(await read()).toEqual({ launchedAt: LaunchTime, type: 'm7i-flex.large' });
});

test('reads an instance without an address', async () => {
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [{ InstanceId: 'i-1', LaunchTime }] }] });

  expect(await read()).toEqual({ launchedAt: LaunchTime });
});

test('finds nothing where EC2 does not know the instance', async () => {
  const error = Object.assign(new Error("The instance ID 'i-1' does not exist"), {
    name: 'InvalidInstanceID.NotFound',
  });
  ec2.on(DescribeInstancesCommand).rejectsOnce(error).resolvesOnce({ Reservations: [] });

  expect(await read()).toBeUndefined();
  expect(await read()).toBeUndefined();
});

test.each(['UnauthorizedOperation', 'RequestLimitExceeded', 'TimeoutError'])('fails with %s', async (name) => {
  ec2.on(DescribeInstancesCommand).rejects(Object.assign(new Error('AWS says no'), { name }));

  await expect(read()).rejects.toThrow('AWS says no');
});
