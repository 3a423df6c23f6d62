import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

import { Names } from '../../../modules/aws/naming';
import { FunctionFailures, type FunctionFailuresProps } from '../../../modules/leaf/function-failures';
import { json } from '../../support/matchers';
import { Template } from '../../support/template';

const template = (more: Partial<FunctionFailuresProps> = {}) =>
  Template.of((stack) => {
    new FunctionFailures(stack, 'FunctionFailures', {
      names: new Names('games', 'minecraft'),
      leafId: 'minecraft',
      region: 'eu-central-1',
      hookFunctionName: 'games-minecraft-asg-state-change-hook',
      breakCrashLoopFunctionName: 'games-minecraft-break-crash-loop',
      baseTopicArn: 'topic-arn',
      ...more,
    });
  });
const withQuery = () => template({ playerQueryFunctionName: 'games-minecraft-player-query' });
const names = (found: Template) => found.resources('aws_cloudwatch_metric_alarm').map(({ alarm_name: name }) => name);

test.each([
  { role: 'asg-state-change-hook', period: 300, evaluation_periods: 3, datapoints_to_alarm: 3 },
  { role: 'player-query', period: 300, evaluation_periods: 3, datapoints_to_alarm: 3 },
  // Lambda tries again after a minute
  { role: 'break-crash-loop', period: 60, evaluation_periods: 60, datapoints_to_alarm: 2 },
])(
  'an alarm fires when $role failed in $datapoints_to_alarm of $evaluation_periods periods of $period s, and tells the administrators',
  ({ role, ...window }) => {
    expect(withQuery().synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      alarm_name: `games-minecraft-${role}-errors`,
      namespace: 'AWS/Lambda',
      metric_name: 'Errors',
      dimensions: { FunctionName: `games-minecraft-${role}` },
      statistic: 'Sum',
      ...window,
      threshold: 1,
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      treat_missing_data: 'notBreaching',
      alarm_actions: ['topic-arn'],
    });
  },
);

test('there is one for each function, of one metric each, and none tells of a new alarm that becomes OK', () => {
  expect(names(template())).toEqual([
    'games-minecraft-break-crash-loop-errors',
    'games-minecraft-asg-state-change-hook-errors',
  ]);
  const alarms = withQuery().resources('aws_cloudwatch_metric_alarm');
  expect(alarms).toHaveLength(3);
  for (const alarm of alarms) {
    expect(alarm).not.toHaveProperty('metric_query');
    expect(alarm).not.toHaveProperty('ok_actions');
  }
});

test('the e-mail says which function, what it means, what to do and where its log is', () => {
  const alarm = withQuery()
    .resources('aws_cloudwatch_metric_alarm')
    .find(({ alarm_name: name }) => name === 'games-minecraft-break-crash-loop-errors');

  expect(alarm?.alarm_description).toBe(
    "The function break-crash-loop has failed twice or more within an hour. The container of 'minecraft' stops by itself, and nothing puts " +
      "'minecraft' to sleep for it: it starts again and again. To end that, run ./cm sleep minecraft. " +
      'If somebody changed a role or a policy by hand, deploy again. An e-mail tells when it no longer fails. ' +
      'Its log says why: https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1' +
      '#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fgames-minecraft-break-crash-loop',
  );
});

test('when an alarm is over, one rule for all of them tells it', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, {
    name: 'games-minecraft-functions-recovered',
    event_pattern: json({
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: {
        alarmName: ['games-minecraft-asg-state-change-hook-errors', 'games-minecraft-break-crash-loop-errors'],
        state: { value: ['OK'] },
        previousState: { value: ['ALARM'] },
      },
    }),
  });
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventTarget, {
    arn: 'topic-arn',
    input_transformer: {
      input_paths: { alarm: '$.detail.alarmName', time: '$.detail.state.timestamp' },
      input_template: json(
        'The alarm <alarm> of minecraft is over, as of <time>: either the function works again, or nothing has run it since. ' +
          'If nobody corrected anything, it fails again the next time.',
      ),
    },
  });
  expect(found.resources('aws_cloudwatch_event_rule')).toHaveLength(1);
  expect(found.resources('aws_cloudwatch_event_target')).toHaveLength(1);
});
