import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';

import { CloudWatchLeftUpAlarm } from '../../../../lambdas/asg-state-change-hook/aws/left-up-alarm';

const cloudWatch = mockClient(CloudWatchClient);
const alarm = new CloudWatchLeftUpAlarm(new CloudWatchClient({ region: 'eu-central-1' }), 'games-minecraft-left-up');
const since = new Date('2026-11-22T20:00:00Z');

test('tells since when the alarm of that name is raised, and its description', async () => {
  cloudWatch.on(DescribeAlarmsCommand).resolves({
    MetricAlarms: [
      {
        AlarmDescription: 'It is up.',
        StateTransitionedTimestamp: since,
        StateUpdatedTimestamp: new Date('2026-11-23T20:00:00Z'),
      },
    ],
  });

  await expect(alarm.read()).resolves.toEqual({ since, description: 'It is up.' });
  expect(cloudWatch.commandCalls(DescribeAlarmsCommand)[0]?.args[0].input).toEqual({
    AlarmNames: ['games-minecraft-left-up'],
    AlarmTypes: ['MetricAlarm'],
    StateValue: 'ALARM',
  });
});

test.each([{ MetricAlarms: [] }, {}])('tells nothing where it is not raised: %j', async (answer) => {
  cloudWatch.on(DescribeAlarmsCommand).resolves(answer);

  await expect(alarm.read()).resolves.toBeUndefined();
});
