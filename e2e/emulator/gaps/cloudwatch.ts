import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Gap } from '../api-call';
import { metricMath } from './metric-math';

const Input = z.object({ AlarmNames: z.array(z.string()) });

/** CloudWatch: the switch of an alarm's actions and metric math, which moto lacks. */
export function cloudWatchGaps(upstream: string): Gap[] {
  return [alarmActions(upstream), metricMath];
}

function alarmActions(upstream: string): Gap {
  return async (call, next) => {
    if (call.service !== 'monitoring' || !/^(Enable|Disable)AlarmActions$/.test(call.action)) return next(call);
    const client = new CloudWatchClient({
      endpoint: upstream,
      region: call.region,
      credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
    });
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand(jsonBody(call, Input)));
    for (const alarm of MetricAlarms) {
      await client.send(
        new PutMetricAlarmCommand({
          ...alarm,
          AlarmName: alarm.AlarmName,
          EvaluationPeriods: alarm.EvaluationPeriods,
          ComparisonOperator: alarm.ComparisonOperator,
          ActionsEnabled: call.action === 'EnableAlarmActions',
        }),
      );
    }
    client.destroy();
    return jsonAnswer({});
  };
}
