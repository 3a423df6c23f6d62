import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';

export interface ScaleDownOnceProps {
  readonly names: Names;
  readonly autoScalingGroupName: string;
}

// twice the hour within which CloudWatch looks at such an alarm again
const COOLDOWN_SECONDS = 7200;

/**
 * Puts the container to sleep for an alarm that looks back more than a day. CloudWatch evaluates such an alarm once an
 * hour and runs its scaling policy every minute, so that ScaleDownAsg would end each wake-up of that hour. This policy
 * does nothing for two hours after the instance was launched or terminated.
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
