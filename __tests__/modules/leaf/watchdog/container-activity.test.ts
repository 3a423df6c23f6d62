import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';

import { Names } from '../../../../modules/aws/naming';
import { ContainerActivity, type ContainerActivityProps } from '../../../../modules/leaf/watchdog/container-activity';
import { Template } from '../../../support/template';

const template = (more: Partial<ContainerActivityProps> = {}) =>
  Template.of((stack) => {
    new ContainerActivity(stack, 'ContainerActivity', {
      names: new Names('project', 'leaf'),
      leafId: 'leaf',
      autoScalingGroupName: 'asg',
      fileSystemIds: { Data: 'fs-1' },
      threshold: 500,
      minutesWithoutConnections: 7,
      scaleDownPolicyArn: 'policy-arn',
      ...more,
    });
  });

const EXPRESSION = { id: 'result', label: 'bytes per second from clients', return_data: true };
const UP = {
  id: 'up',
  metric: {
    namespace: 'AWS/AutoScaling',
    metric_name: 'GroupInServiceInstances',
    dimensions: { AutoScalingGroupName: 'asg' },
    stat: 'Minimum',
    period: 60,
  },
};
const NET = {
  id: 'net',
  metric: {
    namespace: 'AWS/EC2',
    metric_name: 'NetworkIn',
    dimensions: { AutoScalingGroupName: 'asg' },
    stat: 'Sum',
    period: 60,
  },
};
const efs = (id: string, fileSystemId: string) => ({
  id,
  metric: {
    namespace: 'AWS/EFS',
    metric_name: 'DataReadIOBytes',
    dimensions: { FileSystemId: fileSystemId },
    stat: 'Sum',
    period: 60,
  },
});

test('the container is put to sleep after so many minutes in a row at or below the threshold', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: 'project-leaf-container-activity',
    comparison_operator: 'LessThanOrEqualToThreshold',
    threshold: 500,
    evaluation_periods: 7,
    datapoints_to_alarm: 7,
    treat_missing_data: 'notBreaching',
    alarm_actions: ['policy-arn'],
  });
  expect(found.resources('aws_cloudwatch_metric_alarm')).toHaveLength(1);
});

test('what clients send is what the instance receives minus what the file system sends', () => {
  expect(template().synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      { ...EXPRESSION, expression: 'IF(up < 1, 2*500+1, IF(net >= 0, net/PERIOD(net) - (efs1)/PERIOD(efs1)))' },
      UP,
      NET,
      efs('efs1', 'fs-1'),
    ],
  });
});

test('without file systems nothing is subtracted', () => {
  expect(template({ fileSystemIds: {}, threshold: 0 }).synthesized).toHaveResourceWithProperties(
    CloudwatchMetricAlarm,
    { metric_query: [{ ...EXPRESSION, expression: 'IF(up < 1, 2*0+1, IF(net >= 0, net/PERIOD(net)))' }, UP, NET] },
  );
});

test('an alarm takes the metrics of seven file systems, in the order of the volumes’ ids', () => {
  const ids = ['g', 'f', 'e', 'd', 'c', 'b', 'a'];
  const found = template({ fileSystemIds: Object.fromEntries(ids.map((id) => [id, `fs-${id}`])) });

  const sum = '(efs1+efs2+efs3+efs4+efs5+efs6+efs7)/PERIOD(efs1)';
  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    metric_query: [
      { ...EXPRESSION, expression: expect.stringContaining(sum) as unknown },
      UP,
      NET,
      ...ids.sort().map((id, index) => efs(`efs${index + 1}`, `fs-${id}`)),
    ],
  });
});

test('the e-mail names the leaf, and says what happens and which setting to change', () => {
  expect(template({ leafId: 'my.world' }).synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_description: expect.stringMatching(
      /connected to 'my\.world'.*7 minutes.*500 bytes per second.*put to sleep.*Watchdog\.Threshold/,
    ) as unknown,
  });
});

test('fails when the minutes are more than AWS lets an alarm look back', () => {
  expect(() => template({ minutesWithoutConnections: 1441 })).toThrow(/project-leaf-container-activity.*86400 s/);
});
