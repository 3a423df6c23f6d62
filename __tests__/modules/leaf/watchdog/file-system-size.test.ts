import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

import { Names } from '../../../../modules/aws/naming';
import { FileSystemSize } from '../../../../modules/leaf/watchdog/file-system-size';
import { Template } from '../../../support/template';

const template = (fileSystemIds: Readonly<Record<string, string>>) =>
  Template.of((stack) => {
    new FileSystemSize(stack, 'FileSystemSize', {
      names: new Names('project', 'leaf'),
      leafId: 'my.world',
      fileSystemIds,
      fileSystemGigabytes: 50,
      baseTopicArn: 'topic-arn',
    });
  });

test('administrators get an e-mail when all volumes together are larger than the limit, asleep too', () => {
  const size = (id: string, fileSystemId: string) => ({
    id,
    metric: {
      namespace: 'AWS/EFS',
      metric_name: 'StorageBytes',
      dimensions: { FileSystemId: fileSystemId, StorageClass: 'Total' },
      stat: 'Maximum',
      period: 3600,
    },
  });
  const found = template({ World: 'fs-2', Config: 'fs-1' });

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-file-system-size',
    comparison_operator: 'GreaterThanThreshold',
    threshold: 50 * 1024 ** 3,
    evaluation_periods: 1,
    treat_missing_data: 'notBreaching',
    alarm_actions: ['topic-arn'],
    metric_query: [
      { id: 'result', expression: 'efs1+efs2', label: 'bytes of all volumes', return_data: true },
      size('efs1', 'fs-1'),
      size('efs2', 'fs-2'),
    ],
  });
  expect(found.resources('aws_cloudwatch_metric_alarm')).toHaveLength(1);
});

test('the e-mail says how large the files are, what to do, and which key to raise', () => {
  const { alarm_description: text } = template({ World: 'fs-1' }).resource('aws_cloudwatch_metric_alarm');

  expect(text).toContain("The files of 'my.world' are larger than 50 GB.");
  expect(text).toContain('./cm sleep my.world');
  expect(text).toContain('Alerts.FileSystemGigabytes');
});
