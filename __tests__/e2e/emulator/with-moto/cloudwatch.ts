import {
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';

import { type Clients, clientsOf } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

/** Tests of enabling and disabling an alarm's actions, which moto lacks. */
export function alarmActions(emulator: () => Emulator): void {
  let cloudWatch: Clients['cloudWatch'];

  beforeAll(() => {
    ({ cloudWatch } = clientsOf(emulator().endpoint, 'eu-central-1'));
  });

  afterAll(() => {
    cloudWatch.destroy();
  });

  test('the actions of an alarm can be disabled and enabled, and nothing else changes', async () => {
    for (const AlarmName of ['one', 'other']) {
      await cloudWatch.send(
        new PutMetricAlarmCommand({
          AlarmName,
          Metrics: [
            { Id: 'result', Expression: 'a+a', ReturnData: true },
            {
              Id: 'a',
              MetricStat: { Metric: { Namespace: 'N', MetricName: 'M' }, Period: 60, Stat: 'Sum' },
              ReturnData: false,
            },
          ],
          EvaluationPeriods: 3,
          ComparisonOperator: 'LessThanThreshold',
          Threshold: 5,
          AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:topic'],
        }),
      );
    }
    const alarms = async () => {
      const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
      return MetricAlarms.map(({ AlarmName, ActionsEnabled, Threshold, AlarmActions, Metrics }) => ({
        AlarmName,
        ActionsEnabled,
        Threshold,
        AlarmActions,
        Metrics,
      })).sort((a, b) => ((a.AlarmName ?? '') < (b.AlarmName ?? '') ? -1 : 1));
    };
    const before = await alarms();

    await cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['one'] }));
    const off = await alarms();
    await cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames: ['one'] }));

    expect(before.map(({ ActionsEnabled }) => ActionsEnabled)).toEqual([true, true]);
    expect(off).toEqual([{ ...before[0], ActionsEnabled: false }, before[1]]);
    expect(await alarms()).toEqual(before);
  });
}
