import { z } from 'zod';

/** A scaling policy that sets the desired capacity to an exact number (ExactCapacity). */
export interface ScalingPolicy {
  readonly name: string;
  /**
   * The desired capacity when the metric is `breach` above its alarm's threshold, or below it if `breach` is negative;
   * undefined when no step covers that.
   */
  readonly capacity: (breach: number) => number | undefined;
  /**
   * Minutes after a launch or a termination in which a simple policy does nothing; undefined for a step policy, which
   * does nothing while an instance warms up.
   */
  readonly cooldownMinutes: number | undefined;
}

const MINUTE_SECONDS = 60;

const common = z.object({ name: z.string(), adjustment_type: z.literal('ExactCapacity') });
const bound = z.coerce.number().optional();
const policyBlock = z.discriminatedUnion('policy_type', [
  common.extend({
    policy_type: z.literal('StepScaling'),
    step_adjustment: z.array(
      z.object({
        scaling_adjustment: z.number(),
        metric_interval_lower_bound: bound,
        metric_interval_upper_bound: bound,
      }),
    ),
  }),
  common.extend({ policy_type: z.literal('SimpleScaling'), scaling_adjustment: z.number(), cooldown: z.number() }),
]);

/**
 * Reads an `aws_autoscaling_policy` of synthesized Terraform JSON.
 *
 * @throws ZodError when the block is not such a policy, or when its adjustment type is not ExactCapacity
 */
export function parseScalingPolicy(block: unknown): ScalingPolicy {
  const policy = policyBlock.parse(block);
  if (policy.policy_type === 'SimpleScaling') {
    return {
      name: policy.name,
      capacity: () => policy.scaling_adjustment,
      cooldownMinutes: policy.cooldown / MINUTE_SECONDS,
    };
  }
  return {
    name: policy.name,
    capacity: (breach) =>
      policy.step_adjustment.find(
        ({ metric_interval_lower_bound: lower = -Infinity, metric_interval_upper_bound: upper = Infinity }) =>
          // AWS: above the threshold a step includes its lower bound, below the threshold its upper bound
          breach >= 0 ? breach >= lower && breach < upper : breach > lower && breach <= upper,
      )?.scaling_adjustment,
    cooldownMinutes: undefined,
  };
}
