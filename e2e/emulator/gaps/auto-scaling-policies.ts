import { DescribePoliciesCommand, type StepAdjustment } from '@aws-sdk/client-auto-scaling';

import { errorAnswer, queryAnswer, withText } from '../answers';
import { type Gap } from '../api-call';
import { type ClientsIn } from '../clients';
import { onAction } from '../on-action';
import { element, parameter, withAction } from './query-protocol';

/** Auto Scaling's policies: what moto describes wrongly, and the steps, which moto ignores. */
export function autoScalingPolicyGaps(clientsIn: ClientsIn): Gap[] {
  return [describedPolicies, steps(clientsIn)];
}

/** In AWS a policy is enabled, and has no configuration of predictive scaling. */
const describedPolicies = onAction('autoscaling', 'DescribePolicies', async (call, next) =>
  withText(await next(call), (text) =>
    text.replaceAll('<PredictiveScalingConfiguration/>', element('Enabled', 'true')),
  ),
);

/** moto sets the smallest size, whatever the steps say. AWS takes the step that the metric falls into. */
function steps(clientsIn: ClientsIn): Gap {
  return onAction('autoscaling', 'ExecutePolicy', async (call, next) => {
    const refused = (message: string) => errorAnswer(call, 400, 'ValidationError', message);
    // name or ARN
    const name = parameter(call, 'PolicyName').replace(/^arn:.*:policyName\//, '');
    const { autoScaling } = clientsIn(call.region);
    const { ScalingPolicies = [] } = await autoScaling.send(new DescribePoliciesCommand({ PolicyNames: [name] }));
    const [policy] = ScalingPolicies;
    if (policy === undefined) return refused(`Policy ${name} not found`);
    if (policy.PolicyType !== 'StepScaling') return next(withAction(call, call.action, { PolicyName: name }));
    const [metric, threshold] = [parameter(call, 'MetricValue'), parameter(call, 'BreachThreshold')];
    if (metric === '' || threshold === '') return refused('MetricValue and BreachThreshold are required');
    const breach = Number(metric) - Number(threshold);
    const step = policy.StepAdjustments?.find((one) => contains(one, breach));
    if (step === undefined) return refused(`No step adjustment found for metric value ${metric} of policy ${name}`);
    if (policy.AdjustmentType !== 'ExactCapacity') {
      throw new Error(`the emulator knows only ExactCapacity, not ${String(policy.AdjustmentType)}`);
    }
    const changed = await next(
      withAction(call, 'SetDesiredCapacity', {
        AutoScalingGroupName: String(policy.AutoScalingGroupName),
        DesiredCapacity: String(step.ScalingAdjustment),
      }),
    );
    return changed.status === 200 ? queryAnswer(call.action) : changed;
  });
}

/**
 * Whether a step contains a metric that is `breach` above its threshold. At and above the threshold the lower bound
 * belongs to the step; at and below the threshold the upper bound does. A missing bound is infinite.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 */
function contains(step: StepAdjustment, breach: number): boolean {
  const { MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity } = step;
  return (breach >= 0 && lower <= breach && breach < upper) || (breach <= 0 && lower < breach && breach <= upper);
}
