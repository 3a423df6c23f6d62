import { EC2Client, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { Ec2SystemLog } from '../../../../lambdas/asg-state-change-hook/aws/ec2-system-log';

const ec2 = mockClient(EC2Client);
const read = () => new Ec2SystemLog(new EC2Client({})).read('i-1');

beforeEach(() => {
  ec2.reset();
});

test('reads the newest output, which AWS gives in base64', async () => {
  ec2.on(GetConsoleOutputCommand).resolves({ Output: Buffer.from('[ 0.0] Linux\r\n').toString('base64') });

  await expect(read()).resolves.toBe('[ 0.0] Linux\r\n');
  expect(ec2.calls().map(({ args }) => args[0].input)).toEqual([{ InstanceId: 'i-1', Latest: true }]);
});

test('there is none where the host has written nothing, or its type does not tell it while it runs', async () => {
  ec2.on(GetConsoleOutputCommand).resolves({});
  await expect(read()).resolves.toBe('');

  ec2.on(GetConsoleOutputCommand).rejects(Object.assign(new Error('not Nitro'), { name: 'UnsupportedOperation' }));
  await expect(read()).resolves.toBe('');
});

test('fails with any other error', async () => {
  ec2.onAnyCommand().rejects(Object.assign(new Error('AWS says no'), { name: 'UnauthorizedOperation' }));

  await expect(read()).rejects.toThrow('AWS says no');
});
