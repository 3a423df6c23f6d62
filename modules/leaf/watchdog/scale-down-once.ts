import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';

export interface ScaleDownOnceProps {
  readonly names: Names;
  readonly autoScalingGroupName: string;
}

// twice the hour after which CloudWatch evaluates such an alarm again
const COOLDOWN_SECONDS = 7200;

/**
 * The scaling policy with which an alarm that looks back more than a day puts the container to sleep. CloudWatch evaluates
 * such an alarm once an hour, but runs its scaling policy every minute: ScaleDownAsg would end each wake-up in that hour.
 * This policy does nothing for two hours after an instance was launched or terminated.
 *
 * @see docs/decisions/stop-after-more-than-a-day.md
 */
export class ScaleDownOnce extends Construct {
  /** For an alarm's actions. */
  readonly policyArn: string;

  constructor(scope: Construct, id: string, { names, autoScalingGroupName }: ScaleDownOnceProps) {
    super(scope, id);
    const policy = new AutoscalingPolicy(this, 'Resource', {
      name: names.of('scalingPolicy', 'scale-down-once'),
      autoscalingGroupName: autoScalingGroupName,
      policyType: 'SimpleScaling',
      adjustmentType: 'ExactCapacity',
      scalingAdjustment: 0,
      cooldown: COOLDOWN_SECONDS,
    });
    this.policyArn = policy.arn;
  }
}
