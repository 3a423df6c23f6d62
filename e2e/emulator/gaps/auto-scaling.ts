import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';

import { queryAnswer, withText } from '../answers';
import { type Gap } from '../api-call';
import { element, list, parameter, upstreamSettings } from './auto-scaling-form';

/** Auto Scaling: activities, which moto lacks, and the warm-up of a group, which it forgets. */
export function autoScalingGaps(upstream: string): Gap[] {
  return [instanceWarmup(), activities(upstream)];
}

function instanceWarmup(): Gap {
  const secondsByGroup = new Map<string, string>();
  return async (call, next) => {
    if (call.service !== 'autoscaling') return next(call);
    const key = (group: string) => `${call.region}/${group}`;
    const answer = await next(call);
    if (/^(Create|Update)AutoScalingGroup$/.test(call.action) && answer.status === 200) {
      const group = key(parameter(call, 'AutoScalingGroupName'));
      const seconds = parameter(call, 'DefaultInstanceWarmup');
      if (seconds === '-1') secondsByGroup.delete(group);
      else if (seconds !== '') secondsByGroup.set(group, seconds);
    }
    if (call.action !== 'DescribeAutoScalingGroups') return answer;
    return withText(answer, (text) =>
      text.replace(/<AutoScalingGroupName>([^<]+)<\/AutoScalingGroupName>/g, (name: string, group: string) => {
        const seconds = secondsByGroup.get(key(group));
        return seconds === undefined ? name : name + element('DefaultInstanceWarmup', seconds);
      }),
    );
  };
}

/** moto knows no activities: those that launched the instances which are there now. */
function activities(upstream: string): Gap {
  return async (call, next) => {
    if (call.service !== 'autoscaling' || call.action !== 'DescribeScalingActivities') return next(call);
    const group = parameter(call, 'AutoScalingGroupName');
    const launches = (await instancesOf(upstream, call.region, group)).map(({ id, launchTime }) => {
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
  };
}

/** The instances of a group, the newest first. */
async function instancesOf(
  upstream: string,
  region: string,
  group: string,
): Promise<{ id: string; launchTime: Date }[]> {
  const settings = upstreamSettings(upstream, region);
  const { AutoScalingGroups = [] } = await new AutoScalingClient(settings).send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
  );
  const ids = AutoScalingGroups.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
  if (ids.length === 0) return [];
  const { Reservations = [] } = await new EC2Client(settings).send(new DescribeInstancesCommand({ InstanceIds: ids }));
  return Reservations.flatMap(({ Instances = [] }) => Instances)
    .flatMap(({ InstanceId, LaunchTime }) =>
      InstanceId === undefined || LaunchTime === undefined ? [] : [{ id: InstanceId, launchTime: LaunchTime }],
    )
    .sort((a, b) => b.launchTime.getTime() - a.launchTime.getTime());
}
