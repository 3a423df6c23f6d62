import { DescribeAutoScalingGroupsCommand, DescribeLifecycleHooksCommand } from '@aws-sdk/client-auto-scaling';

import { queryAnswer, withText } from '../answers';
import { type ApiCall, type Gap } from '../api-call';
import { type ClientsIn } from '../clients';
import { onAction } from '../on-action';
import { parameter } from './query-protocol';

/** An instance that is not in service before its lifecycle hook is completed. */
interface ComingInstance {
  readonly group: string;
  readonly hook: string;
}

/**
 * Auto Scaling's lifecycle hooks for launches, which moto stores but does not apply. In a group with such a hook, an instance that
 * SetDesiredCapacity launches is `Pending:Wait` until CompleteLifecycleAction. Without a hook, instances are in service at once, as
 * moto does it.
 */
export function autoScalingLaunchGaps(clientsIn: ClientsIn): Gap[] {
  const coming = new Map<string, ComingInstance>();

  async function idsOf({ region }: ApiCall, group: string): Promise<string[]> {
    const { AutoScalingGroups: [found] = [] } = await clientsIn(region).autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
    );
    return (found?.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
  }

  const launch = onAction('autoscaling', 'SetDesiredCapacity', async (call, next) => {
    const group = parameter(call, 'AutoScalingGroupName');
    const { LifecycleHooks = [] } = await clientsIn(call.region).autoScaling.send(
      new DescribeLifecycleHooksCommand({ AutoScalingGroupName: group }),
    );
    const hook = LifecycleHooks.find((one) => one.LifecycleTransition?.endsWith('INSTANCE_LAUNCHING'));
    if (hook === undefined) return next(call);
    const before = await idsOf(call, group);
    const answer = await next(call);
    for (const id of await idsOf(call, group)) {
      if (!before.includes(id)) coming.set(id, { group, hook: String(hook.LifecycleHookName) });
    }
    return answer;
  });

  const completion = onAction('autoscaling', 'CompleteLifecycleAction', async (call, next) => {
    const id = parameter(call, 'InstanceId');
    const { group, hook } = coming.get(id) ?? {};
    if (group !== parameter(call, 'AutoScalingGroupName') || hook !== parameter(call, 'LifecycleHookName'))
      return next(call);
    coming.delete(id);
    return queryAnswer(call.action);
  });

  const description = onAction('autoscaling', 'DescribeAutoScalingGroups', async (call, next) =>
    withText(await next(call), (text) =>
      text.replace(
        /<InstanceId>(i-[0-9a-f]+)<\/InstanceId>(?:(?!<InstanceId>).)*?<LifecycleState>InService</gs,
        (instance: string, id: string) =>
          coming.has(id) ? instance.replace(/InService<$/, 'Pending:Wait<') : instance,
      ),
    ),
  );

  return [launch, completion, description];
}
