import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

import { SsmStartsParameter } from '../../../../lambdas/asg-state-change-hook/aws/ssm-starts-parameter';

const ssm = mockClient(SSMClient);
const parameter = () => new SsmStartsParameter('/games/starts/minecraft', { region: 'eu-central-1' });
const inputs = () => ssm.calls().map(({ args }) => args[0].input as unknown);

beforeEach(() => {
  ssm.reset();
});

test('reads the newest version, or one that is named', async () => {
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: '[]', Version: 7 } });

  await expect(parameter().read()).resolves.toEqual({ text: '[]', version: 7 });
  await expect(parameter().read(6)).resolves.toEqual({ text: '[]', version: 7 });
  expect(inputs()).toEqual([{ Name: '/games/starts/minecraft' }, { Name: '/games/starts/minecraft:6' }]);
});

test('writes the value alone, and tells its version', async () => {
  ssm.on(PutParameterCommand).resolves({ Version: 8 });

  await expect(parameter().write('[]')).resolves.toBe(8);
  expect(inputs()).toEqual([{ Name: '/games/starts/minecraft', Value: '[]', Overwrite: true }]);
});

test.each(['AccessDeniedException', 'ParameterNotFound', 'ThrottlingException'])('fails with %s', async (name) => {
  ssm.onAnyCommand().rejects(Object.assign(new Error('AWS says no'), { name }));

  await expect(parameter().read()).rejects.toThrow('AWS says no');
  await expect(parameter().write('[]')).rejects.toThrow('AWS says no');
});
