import { autoScalingPolicyGaps } from '../../../../e2e/emulator/gaps/auto-scaling-policies';
import { formCall, noClients, Upstream } from '../support';

test('a policy is enabled and has no configuration of predictive scaling', async () => {
  const upstream = new Upstream('<PolicyName>p</PolicyName><PredictiveScalingConfiguration/>');
  const described = formCall('autoscaling', { Action: 'DescribePolicies' });

  expect((await upstream.send(autoScalingPolicyGaps(noClients), described)).text).toBe(
    '<PolicyName>p</PolicyName><Enabled>true</Enabled>',
  );
});
