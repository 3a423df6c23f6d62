import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeLifecycleHooksCommand,
  DetachInstancesCommand,
  type Instance,
} from '@aws-sdk/client-auto-scaling';
import { EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';

import { errorAnswer, queryAnswer, withText } from '../answers';
import { type Gap } from '../api-call';
import { element, parameter, upstreamSettings } from './auto-scaling-form';

/** An instance that its group let go, and which waits for its hook's end. */
interface Waiting {
  readonly region: string;
  readonly group: string;
  readonly hook: string;
  readonly instance: Instance;
}

/**
 * Auto Scaling's lifecycle hooks for terminations, which moto keeps and does not heed: with one, an instance that is
 * scaled in waits in its group, running, until CompleteLifecycleAction; the group can launch the next one beside it.
 * Without a hook instances end at once, as moto has it.
 */
export function autoScalingTerminationGaps(upstream: string): Gap[] {
  const waiting = new Set<Waiting>();
  return [scaleIn(upstream, waiting), completion(upstream, waiting), described(waiting)];
}

function scaleIn(upstream: string, waiting: Set<Waiting>): Gap {
  return async (call, next) => {
    const [group, { region }] = [parameter(call, 'AutoScalingGroupName'), call];
    if (call.service !== 'autoscaling') return next(call);
    if (call.action === 'DeleteAutoScalingGroup') {
      await end(upstream, waiting, (one) => one.region === region && one.group === group);
    }
    if (call.action !== 'SetDesiredCapacity') return next(call);
    const client = new AutoScalingClient(upstreamSettings(upstream, region));
    const AutoScalingGroupName = group;
    const { LifecycleHooks = [] } = await client.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName }));
    const hook = LifecycleHooks.find((one) => one.LifecycleTransition?.endsWith('INSTANCE_TERMINATING'));
    if (hook !== undefined) {
      const { AutoScalingGroups: [found] = [] } = await client.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
      );
      const surplus = (found?.Instances ?? []).slice(Number(parameter(call, 'DesiredCapacity')));
      const InstanceIds = surplus.flatMap(({ InstanceId }) => InstanceId ?? []);
      if (InstanceIds.length > 0) {
        // moto would terminate those that it knows of
        await client.send(
          new DetachInstancesCommand({ AutoScalingGroupName, InstanceIds, ShouldDecrementDesiredCapacity: true }),
        );
      }
      for (const instance of surplus) waiting.add({ region, group, hook: String(hook.LifecycleHookName), instance });
    }
    client.destroy();
    return next(call);
  };
}

function completion(upstream: string, waiting: Set<Waiting>): Gap {
  return async (call, next) => {
    if (call.service !== 'autoscaling' || call.action !== 'CompleteLifecycleAction') return next(call);
    const [group, hook] = [parameter(call, 'AutoScalingGroupName'), parameter(call, 'LifecycleHookName')];
    const id = parameter(call, 'InstanceId');
    const ended = await end(
      upstream,
      waiting,
      (one) => one.region === call.region && one.group === group && one.hook === hook && one.instance.InstanceId === id,
    );
    return ended > 0
      ? queryAnswer(call.action)
      : errorAnswer(call, 400, 'ValidationError', `No active Lifecycle Action found with instance ID ${id}`);
  };
}

/** Terminates instances. Returns how many. */
async function end(upstream: string, waiting: Set<Waiting>, isWanted: (one: Waiting) => boolean): Promise<number> {
  const wanted = [...waiting].filter(isWanted);
  for (const one of wanted) {
    const client = new EC2Client(upstreamSettings(upstream, one.region));
    await client.send(new TerminateInstancesCommand({ InstanceIds: [String(one.instance.InstanceId)] }));
    client.destroy();
    waiting.delete(one);
  }
  return wanted.length;
}

/** Groups have their waiting instances beside those that moto knows of. */
function described(waiting: Set<Waiting>): Gap {
  return async (call, next) => {
    const answer = await next(call);
    if (call.service !== 'autoscaling' || call.action !== 'DescribeAutoScalingGroups') return answer;
    return withText(answer, (text) =>
      [...waiting].filter(({ region }) => region === call.region).reduce(withInstance, text),
    );
  };
}

function withInstance(text: string, { group, instance }: Waiting): string {
  const member = [
    element('InstanceId', String(instance.InstanceId)),
    element('InstanceType', String(instance.InstanceType)),
    element('AvailabilityZone', String(instance.AvailabilityZone)),
    element('LifecycleState', 'Terminating:Wait'),
    element('HealthStatus', 'Healthy'),
    element('ProtectedFromScaleIn', 'false'),
  ].join('');
  // moto names the group first, and its instances after that
  const name = element('AutoScalingGroupName', group);
  const start = text.indexOf(name) + name.length;
  if (start < name.length) return text;
  const instances = text.slice(start).replace(/<Instances(\/?)>/, (_, empty: string) => {
    return `<Instances><member>${member}</member>${empty === '' ? '' : '</Instances>'}`;
  });
  return text.slice(0, start) + instances;
}
