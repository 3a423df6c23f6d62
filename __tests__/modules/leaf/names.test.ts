import { resolve } from 'node:path';

import { Testing } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { BaseStack } from '../../../modules/base/base-stack';
import { loadConfig } from '../../../modules/config/load-config';
import { LeafStack } from '../../../modules/leaf/leaf-stack';
import { Template } from '../../support/template';

test('the names are those of a synthesized leaf', () => {
  const { base, leaves } = loadConfig({
    projectFolder: resolve(__dirname, '../../..'),
    env: { CONFIG_DIR: 'examples/quickstart' },
  }).config;
  const leaf = leaves.find(({ id }) => id === 'minecraft')!;
  const app = Testing.app();
  const template = Template.fromStack(new LeafStack(app, { baseStack: new BaseStack(app, base), base, leaf }));

  const names = new Names(base.name, leaf.stackName);

  expect(names.autoScalingGroup).toBe(template.resource('aws_autoscaling_group').name);
  expect(names.cluster).toBe(template.resource('aws_ecs_cluster').name);
  expect(names.service).toBe(template.resource('aws_ecs_service').name);
  expect(template.resources('aws_cloudwatch_event_rule').map(({ name }) => name)).toContain(names.breakCrashLoopRule);
  expect(template.resources('aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name)).toEqual(
    expect.arrayContaining([names.containerActivityAlarm, names.instanceLeftUpAlarm, names.breakCrashLoopAlarm]),
  );
});
