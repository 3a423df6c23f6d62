import { z } from 'zod';

/** What a policy sets the capacity to. Only policies of the kind ExactCapacity. */
export interface ScalingPolicy {
  readonly name: string;
  /**
   * Desired capacity for a metric that is `breach` above (below, if negative) its alarm's threshold; undefined where
   * no step fits.
   */
  readonly capacity: (breach: number) => number | undefined;
  /**
   * Minutes after a launch or a termination in which the policy does nothing; undefined for a step policy, which is
   * held back by instances that warm up instead.
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
 * @throws ZodError when it is none, or of another kind than ExactCapacity
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
          // AWS: above the threshold the lower bound belongs to the step, below it the upper one
          breach >= 0 ? breach >= lower && breach < upper : breach > lower && breach <= upper,
      )?.scaling_adjustment,
    cooldownMinutes: undefined,
  };
}
