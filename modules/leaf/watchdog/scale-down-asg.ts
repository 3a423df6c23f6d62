import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';

export interface ScaleDownAsgProps {
  readonly names: Names;
  readonly autoScalingGroupName: string;
}

/**
 * The scaling policy with which alarms put the container to sleep: it sets the desired capacity to 0. AWS does not run it
 * while an instance starts or warms up (`default_instance_warmup` of the group), so every wake-up gets that time.
 */
export class ScaleDownAsg extends Construct {
  /** For an alarm's actions. */
  readonly policyArn: string;

  constructor(scope: Construct, id: string, { names, autoScalingGroupName }: ScaleDownAsgProps) {
    super(scope, id);
    const policy = new AutoscalingPolicy(this, 'Resource', {
      name: names.of('scalingPolicy', 'scale-down'),
      autoscalingGroupName: autoScalingGroupName,
      policyType: 'StepScaling',
      adjustmentType: 'ExactCapacity',
      // bounds are relative to the alarm's threshold: one step is for alarms that fire below it, one for alarms above it
      stepAdjustment: [
        { scalingAdjustment: 0, metricIntervalUpperBound: '0' },
        { scalingAdjustment: 0, metricIntervalLowerBound: '0' },
      ],
    });
    this.policyArn = policy.arn;
  }
}
