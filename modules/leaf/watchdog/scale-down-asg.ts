import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';

export interface ScaleDownAsgProps {
  readonly names: Names;
  readonly autoScalingGroupName: string;
}

/**
 * Puts the container to sleep when an alarm says so: no instances. It cannot act while an instance starts or warms up
 * (`default_instance_warmup` of the group), which is what gives a fresh wake-up its time.
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
      // bounds are relative to an alarm's threshold: one step for alarms that fire at or below it, one for at or above
      stepAdjustment: [
        { scalingAdjustment: 0, metricIntervalUpperBound: '0' },
        { scalingAdjustment: 0, metricIntervalLowerBound: '0' },
      ],
    });
    this.policyArn = policy.arn;
  }
}
