import {
  DescribeAutoScalingGroupsCommand,
  DescribeLifecycleHooksCommand,
  DetachInstancesCommand,
  type Instance,
} from '@aws-sdk/client-auto-scaling';
import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';

import { errorAnswer, queryAnswer, withText } from '../answers';
import { type Gap } from '../api-call';
import { type ClientsIn } from '../clients';
import { onAction } from '../on-action';
import { element, parameter } from './query-protocol';

/** An instance that its group has scaled in, and which waits until its lifecycle hook is completed. */
interface WaitingInstance {
  readonly region: string;
  readonly group: string;
  readonly hook: string;
  readonly instance: Instance;
}

/**
 * Auto Scaling's lifecycle hooks for terminations, which moto stores but does not apply. In a group with such a hook, an
 * instance that is scaled in stays in the group and runs until CompleteLifecycleAction; the group can launch the next
 * instance beside it. Without a hook, instances terminate at once, as moto does it.
 */
export function autoScalingTerminationGaps(clientsIn: ClientsIn): Gap[] {
  const waiting = new Set<WaitingInstance>();

  /** Terminates waiting instances. Returns how many. */
  async function terminate(isWanted: (one: WaitingInstance) => boolean): Promise<number> {
    const wanted = [...waiting].filter(isWanted);
    for (const one of wanted) {
      const { ec2 } = clientsIn(one.region);
      await ec2.send(new TerminateInstancesCommand({ InstanceIds: [String(one.instance.InstanceId)] }));
      waiting.delete(one);
    }
    return wanted.length;
  }

  const deletion = onAction('autoscaling', 'DeleteAutoScalingGroup', async (call, next) => {
    const group = parameter(call, 'AutoScalingGroupName');
    await terminate((one) => one.region === call.region && one.group === group);
    return next(call);
  });

  const scaleIn = onAction('autoscaling', 'SetDesiredCapacity', async (call, next) => {
    const { region } = call;
    const { autoScaling } = clientsIn(region);
    const AutoScalingGroupName = parameter(call, 'AutoScalingGroupName');
    const { LifecycleHooks = [] } = await autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName }));
    const hook = LifecycleHooks.find((one) => one.LifecycleTransition?.endsWith('INSTANCE_TERMINATING'));
    if (hook === undefined) return next(call);
    const { AutoScalingGroups: [found] = [] } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] }),
    );
    const surplus = (found?.Instances ?? []).slice(Number(parameter(call, 'DesiredCapacity')));
    const InstanceIds = surplus.flatMap(({ InstanceId }) => InstanceId ?? []);
    if (InstanceIds.length > 0) {
      // moto would terminate those that it still has in the group
      await autoScaling.send(
        new DetachInstancesCommand({ AutoScalingGroupName, InstanceIds, ShouldDecrementDesiredCapacity: true }),
      );
    }
    for (const instance of surplus) {
      waiting.add({ region, group: AutoScalingGroupName, hook: String(hook.LifecycleHookName), instance });
    }
    return next(call);
  });

  const completion = onAction('autoscaling', 'CompleteLifecycleAction', async (call) => {
    const [group, hook] = [parameter(call, 'AutoScalingGroupName'), parameter(call, 'LifecycleHookName')];
    const id = parameter(call, 'InstanceId');
    const terminated = await terminate(
      (one) => one.region === call.region && one.group === group && one.hook === hook && one.instance.InstanceId === id,
    );
    return terminated > 0
      ? queryAnswer(call.action)
      : errorAnswer(call, 400, 'ValidationError', `No active Lifecycle Action found with instance ID ${id}`);
  });

  /** Groups show their waiting instances beside those that moto has in them. */
  const description = onAction('autoscaling', 'DescribeAutoScalingGroups', async (call, next) =>
    withText(await next(call), (text) =>
      [...waiting].filter(({ region }) => region === call.region).reduce(withInstance, text),
    ),
  );

  return [deletion, scaleIn, completion, description];
}

function withInstance(text: string, { group, instance }: WaitingInstance): string {
  const member = [
    element('InstanceId', String(instance.InstanceId)),
    element('InstanceType', String(instance.InstanceType)),
    element('AvailabilityZone', String(instance.AvailabilityZone)),
    element('LifecycleState', 'Terminating:Wait'),
    element('HealthStatus', 'Healthy'),
    element('ProtectedFromScaleIn', 'false'),
  ].join('');
  // in moto's answer the group's name comes before its instances
  const name = element('AutoScalingGroupName', group);
  const start = text.indexOf(name) + name.length;
  if (start < name.length) return text;
  const instances = text.slice(start).replace(/<Instances(\/?)>/, (_, empty: string) => {
    return `<Instances><member>${member}</member>${empty === '' ? '' : '</Instances>'}`;
  });
  return text.slice(0, start) + instances;
}
