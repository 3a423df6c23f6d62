import { resourcesOf } from '../../../../e2e/emulator/iam/resources';
import { type Clients } from '../../../../e2e/emulator/clients';
import { call } from '../support';

// neither action asks moto anything
const place = { accountId: '123456789012', clients: {} as Clients };
const monitoring = (body: object) =>
  call({ service: 'monitoring', target: 'Service.Call', body: JSON.stringify(body) });
const alarm = (name: string) => ({
  resource: `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${name}`,
  context: {},
});

test.each([
  [{ AlarmNames: ['games-a', 'games-b'], AlarmTypes: ['MetricAlarm'] }, [alarm('games-a'), alarm('games-b')]],
  [{}, [alarm('*')]],
])('cloudwatch:DescribeAlarms of %j needs each alarm', async (body, expected) => {
  expect(await resourcesOf('cloudwatch:DescribeAlarms', monitoring(body), place)).toEqual(expected);
});

test('cloudwatch:GetMetricData knows no resource', async () => {
  expect(await resourcesOf('cloudwatch:GetMetricData', monitoring({}), place)).toEqual([
    { resource: '*', context: {} },
  ]);
});

test.each(['/games/discord', 'discord'])('ssm:GetParameter of %s needs its ARN, with one slash', async (Name) => {
  const asked = call({ service: 'ssm', target: 'AmazonSSM.GetParameter', body: JSON.stringify({ Name }) });

  expect(await resourcesOf('ssm:GetParameter', asked, place)).toEqual([
    { resource: `arn:aws:ssm:eu-central-1:123456789012:parameter/${Name.replace(/^[/]/, '')}`, context: {} },
  ]);
});

test('an action that nobody described is an error that names it', async () => {
  await expect(resourcesOf('s3:GetObject', monitoring({}), place)).rejects.toThrow(
    'the emulator does not know the resources of s3:GetObject',
  );
});
