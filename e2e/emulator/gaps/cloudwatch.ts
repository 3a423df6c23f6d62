import { DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';

import { jsonAnswer, jsonBody } from '../answers';
import { type Gap } from '../api-call';
import { type ClientsIn } from '../clients';
import { onAction } from '../on-action';
import { metricMath } from './metric-math';

const Input = z.object({ AlarmNames: z.array(z.string()) });

/** CloudWatch: switching an alarm's actions on and off, and metric math, which moto lacks. */
export function cloudWatchGaps(clientsIn: ClientsIn): Gap[] {
  return [alarmActions(clientsIn), metricMath];
}

function alarmActions(clientsIn: ClientsIn): Gap {
  return onAction('monitoring', /^(?:Enable|Disable)AlarmActions$/, async (call) => {
    const { cloudWatch } = clientsIn(call.region);
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand(jsonBody(call, Input)));
    for (const alarm of MetricAlarms) {
      await cloudWatch.send(
        new PutMetricAlarmCommand({
          ...alarm,
          AlarmName: alarm.AlarmName,
          EvaluationPeriods: alarm.EvaluationPeriods,
          ComparisonOperator: alarm.ComparisonOperator,
          ActionsEnabled: call.action === 'EnableAlarmActions',
        }),
      );
    }
    return jsonAnswer({});
  });
}
