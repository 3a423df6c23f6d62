import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';

import { queryAnswer, withText } from '../answers';
import { type ApiCall, type Gap } from '../api-call';
import { type Clients, type ClientsIn } from '../clients';
import { onAction } from '../on-action';
import { element, list, parameter } from './query-protocol';

/** Auto Scaling: activities, which moto lacks, and the warm-up of a group, which moto forgets. */
export function autoScalingGaps(clientsIn: ClientsIn): Gap[] {
  return [...instanceWarmup(), activities(clientsIn)];
}

function instanceWarmup(): Gap[] {
  const secondsByGroup = new Map<string, string>();
  const key = ({ region }: ApiCall, group: string) => `${region}/${group}`;
  const remember = onAction('autoscaling', /^(?:Create|Update)AutoScalingGroup$/, async (call, next) => {
    const answer = await next(call);
    if (answer.status !== 200) return answer;
    const group = key(call, parameter(call, 'AutoScalingGroupName'));
    const seconds = parameter(call, 'DefaultInstanceWarmup');
    if (seconds === '-1') secondsByGroup.delete(group);
    else if (seconds !== '') secondsByGroup.set(group, seconds);
    return answer;
  });
  const describe = onAction('autoscaling', 'DescribeAutoScalingGroups', async (call, next) =>
    withText(await next(call), (text) =>
      text.replace(/<AutoScalingGroupName>([^<]+)<\/AutoScalingGroupName>/g, (name: string, group: string) => {
        const seconds = secondsByGroup.get(key(call, group));
        return seconds === undefined ? name : name + element('DefaultInstanceWarmup', seconds);
      }),
    ),
  );
  return [remember, describe];
}

/** moto records no activities. The answer has the launches of the instances that the group has now. */
function activities(clientsIn: ClientsIn): Gap {
  return onAction('autoscaling', 'DescribeScalingActivities', async (call) => {
    const group = parameter(call, 'AutoScalingGroupName');
    const launches = (await instancesOf(clientsIn(call.region), group)).map(({ id, launchTime }) => {
      const time = launchTime.toISOString();
      return [
        element('ActivityId', `launch-of-${id}`),
        element('AutoScalingGroupName', group),
        element('Description', `Launching a new EC2 instance: ${id}`),
        element(
          'Cause',
          `At ${time} an instance was started in response to a difference between desired and actual capacity`,
        ),
        element('StartTime', time),
        element('EndTime', time),
        element('StatusCode', 'Successful'),
        element('Progress', '100'),
      ].join('');
    });
    return queryAnswer(call.action, list('Activities', launches));
  });
}

/** The instances of a group, the newest first. */
async function instancesOf({ autoScaling, ec2 }: Clients, group: string): Promise<{ id: string; launchTime: Date }[]> {
  const { AutoScalingGroups = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
  );
  const ids = AutoScalingGroups.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
  if (ids.length === 0) return [];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: ids }));
  return Reservations.flatMap(({ Instances = [] }) => Instances)
    .flatMap(({ InstanceId, LaunchTime }) =>
      InstanceId === undefined || LaunchTime === undefined ? [] : [{ id: InstanceId, launchTime: LaunchTime }],
    )
    .sort((a, b) => b.launchTime.getTime() - a.launchTime.getTime());
}
