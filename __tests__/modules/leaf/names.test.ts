import { resolve } from 'node:path';

import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { Testing } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { BaseStack } from '../../../modules/base/base-stack';
import { loadConfig } from '../../../modules/config/load-config';
import { LeafStack } from '../../../modules/leaf/leaf-stack';
import { Template } from '../../support/template';

test('the names by which the CLI finds the resources of a leaf are those that the leaf’s stack gives them', () => {
  const { base, leaves } = loadConfig({
    projectFolder: resolve(__dirname, '../../..'),
    env: { CONFIG_DIR: 'examples/quickstart' },
  }).config;
  const leaf = leaves.find(({ id }) => id === 'minecraft')!;
  const app = Testing.app();
  const template = Template.fromStack(new LeafStack(app, { baseStack: new BaseStack(app, base), base, leaf }));

  const names = new Names(base.name, leaf.stackName);

  for (const [resource, name] of [
    [AutoscalingGroup, names.autoScalingGroup],
    [EcsCluster, names.cluster],
    [EcsService, names.service],
  ] as const) {
    expect(template.synthesized).toHaveResourceWithProperties(resource, { name });
    expect(template.resources(resource.tfResourceType)).toHaveLength(1);
  }
  expect(template.synthesized).toHaveResourceWithProperties(CloudwatchEventRule, { name: names.breakCrashLoopRule });
  for (const alarm_name of [names.containerActivityAlarm, names.instanceLeftUpAlarm, names.breakCrashLoopAlarm]) {
    expect(template.synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, { alarm_name });
  }
});
