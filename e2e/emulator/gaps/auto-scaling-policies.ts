import { AutoScalingClient, DescribePoliciesCommand, type StepAdjustment } from '@aws-sdk/client-auto-scaling';

import { errorAnswer, queryAnswer, withText } from '../answers';
import { type Gap } from '../api-call';
import { element, instead, parameter, upstreamSettings } from './auto-scaling-form';

/** Auto Scaling's policies: what moto says wrongly of them, and the steps, which it does not look at. */
export function autoScalingPolicyGaps(upstream: string): Gap[] {
  return [policies, steps(upstream)];
}

/** A policy is enabled, and has nothing of predictive scaling. */
const policies: Gap = async (call, next) => {
  const answer = await next(call);
  if (call.service !== 'autoscaling' || call.action !== 'DescribePolicies') return answer;
  return withText(answer, (text) => text.replaceAll('<PredictiveScalingConfiguration/>', element('Enabled', 'true')));
};

/** moto sets the smallest size, whatever the steps say. AWS takes the step into which the metric falls. */
function steps(upstream: string): Gap {
  return async (call, next) => {
    if (call.service !== 'autoscaling' || call.action !== 'ExecutePolicy') return next(call);
    const refused = (message: string) => errorAnswer(call, 400, 'ValidationError', message);
    // name or ARN
    const name = parameter(call, 'PolicyName').replace(/^arn:.*:policyName\//, '');
    const client = new AutoScalingClient(upstreamSettings(upstream, call.region));
    const { ScalingPolicies = [] } = await client.send(new DescribePoliciesCommand({ PolicyNames: [name] }));
    client.destroy();
    const [policy] = ScalingPolicies;
    if (policy === undefined) return refused(`Policy ${name} not found`);
    if (policy.PolicyType !== 'StepScaling') {
      return next(instead(call, call.action, { PolicyName: name }));
    }
    const [metric, threshold] = [parameter(call, 'MetricValue'), parameter(call, 'BreachThreshold')];
    if (metric === '' || threshold === '') return refused('MetricValue and BreachThreshold are required');
    const breach = Number(metric) - Number(threshold);
    const step = policy.StepAdjustments?.find((one) => holds(one, breach));
    if (step === undefined) return refused(`No step adjustment found for metric value ${metric} of policy ${name}`);
    if (policy.AdjustmentType !== 'ExactCapacity') {
      throw new Error(`only ExactCapacity is known here, not ${String(policy.AdjustmentType)}`);
    }
    const changed = await next(
      instead(call, 'SetDesiredCapacity', {
        AutoScalingGroupName: String(policy.AutoScalingGroupName),
        DesiredCapacity: String(step.ScalingAdjustment),
      }),
    );
    return changed.status === 200 ? queryAnswer(call.action) : changed;
  };
}

/**
 * Whether a metric that is so far above its threshold falls into a step: at and above the threshold the lower bound
 * belongs to it, at and below it the upper one. A bound that is missing is infinite.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 */
function holds(step: StepAdjustment, breach: number): boolean {
  const { MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity } = step;
  return (breach >= 0 && lower <= breach && breach < upper) || (breach <= 0 && lower < breach && breach <= upper);
}
