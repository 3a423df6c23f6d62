import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

import { Names } from '../../../../modules/aws/naming';
import { LogVolume } from '../../../../modules/leaf/watchdog/log-volume';
import { Template } from '../../../support/template';

const template = () =>
  Template.of((stack) => {
    new LogVolume(stack, 'LogVolume', {
      names: new Names('project', 'leaf'),
      leafId: 'my.world',
      containerLogGroupName: '/project/leaf/container',
      logMegabytesPerHour: 100,
      baseTopicArn: 'topic-arn',
    });
  });

test('administrators get an e-mail when the container wrote more to its log in an hour than the limit', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-log-volume',
    namespace: 'AWS/Logs',
    metric_name: 'IncomingBytes',
    dimensions: { LogGroupName: '/project/leaf/container' },
    statistic: 'Sum',
    period: 3600,
    evaluation_periods: 1,
    comparison_operator: 'GreaterThanThreshold',
    threshold: 100 * 1024 ** 2,
    treat_missing_data: 'notBreaching',
    alarm_actions: ['topic-arn'],
  });
  expect(found.resources('aws_cloudwatch_metric_alarm')).toHaveLength(1);
});

test('the e-mail says how much it is, what to do, and which key to raise', () => {
  const { alarm_description: text } = template().resource('aws_cloudwatch_metric_alarm');

  expect(text).toContain("The container of 'my.world' wrote more than 100 MB to its log in an hour");
  expect(text).toContain('./cm sleep my.world');
  expect(text).toContain('Alerts.LogMegabytesPerHour');
});
