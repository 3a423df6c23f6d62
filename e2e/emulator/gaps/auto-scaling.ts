import { withText } from '../answers';
import { type ApiCall, type Gap } from '../api-call';
import { onAction } from '../on-action';
import { element, parameter } from './query-protocol';

/** Auto Scaling: the warm-up of a group, which moto forgets. */
export function autoScalingGaps(): Gap[] {
  return instanceWarmup();
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
