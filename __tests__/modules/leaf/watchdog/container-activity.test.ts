import { Names } from '../../../../modules/aws/naming';
import { ContainerActivity, type ContainerActivityProps } from '../../../../modules/leaf/watchdog/container-activity';
import { Template } from '../../../support/template';

const alarm = (more: Partial<ContainerActivityProps> = {}) =>
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
  }).resource('aws_cloudwatch_metric_alarm');

// a cast, since synthesized JSON has no types
const queries = (block: ReturnType<typeof alarm>) =>
  block.metric_query as { id: string; expression?: string; metric?: Record<string, unknown> }[];
const expression = (block: ReturnType<typeof alarm>) =>
  queries(block)
    .map((query) => query.expression ?? '')
    .join('');

test('so many minutes at or below the threshold let the container fall asleep', () => {
  expect(alarm()).toMatchObject({
    alarm_name: 'project-leaf-container-activity',
    comparison_operator: 'LessThanOrEqualToThreshold',
    threshold: 500,
    evaluation_periods: 7,
    datapoints_to_alarm: 7,
    treat_missing_data: 'notBreaching',
    alarm_actions: ['policy-arn'],
  });
});

test('what clients send is NetworkIn less what the file system sends', () => {
  const found = alarm();

  expect(expression(found)).toBe('IF(up < 1, 2*500+1, IF(net >= 0, net/PERIOD(net) - (efs1)/PERIOD(efs1)))');
  expect(queries(found).map(({ id, metric }) => ({ id, ...metric }))).toEqual([
    { id: 'result' },
    {
      id: 'up',
      namespace: 'AWS/AutoScaling',
      metric_name: 'GroupInServiceInstances',
      dimensions: { AutoScalingGroupName: 'asg' },
      stat: 'Minimum',
      period: 60,
    },
    {
      id: 'net',
      namespace: 'AWS/EC2',
      metric_name: 'NetworkIn',
      dimensions: { AutoScalingGroupName: 'asg' },
      stat: 'Sum',
      period: 60,
    },
    {
      id: 'efs1',
      namespace: 'AWS/EFS',
      metric_name: 'DataReadIOBytes',
      dimensions: { FileSystemId: 'fs-1' },
      stat: 'Sum',
      period: 60,
    },
  ]);
});

test('without file systems nothing is taken off', () => {
  const found = alarm({ fileSystemIds: {}, threshold: 0 });

  expect(expression(found)).toBe('IF(up < 1, 2*0+1, IF(net >= 0, net/PERIOD(net)))');
  expect(queries(found).map(({ id }) => id)).toEqual(['result', 'up', 'net']);
});

test('seven file systems fit into an alarm, in the order of the volumes’ ids', () => {
  const ids = ['g', 'f', 'e', 'd', 'c', 'b', 'a'];
  const found = alarm({ fileSystemIds: Object.fromEntries(ids.map((id) => [id, `fs-${id}`])) });

  expect(queries(found)).toHaveLength(10);
  expect(queries(found).map(({ metric }) => metric?.dimensions)).toEqual(
    expect.arrayContaining(ids.map((id) => ({ FileSystemId: `fs-${id}` }))),
  );
  expect(queries(found)[3]).toMatchObject({ id: 'efs1', metric: { dimensions: { FileSystemId: 'fs-a' } } });
  expect(expression(found)).toContain('(efs1+efs2+efs3+efs4+efs5+efs6+efs7)/PERIOD(efs1)');
});

test('the description names the leaf, says what happens and what to change', () => {
  expect(alarm({ leafId: 'my.world' }).alarm_description).toMatch(
    /connected to 'my\.world'.*7 minutes.*500 bytes per second.*put to sleep.*Watchdog\.Threshold/,
  );
});

test('fails when the minutes are more than AWS lets an alarm look back', () => {
  expect(() => alarm({ minutesWithoutConnections: 1441 })).toThrow(/project-leaf-container-activity.*86400 s/);
});
