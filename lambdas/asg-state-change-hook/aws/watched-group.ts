import {
  type Activity as AwsActivity,
  type AutoScalingClient,
  CompleteLifecycleActionCommand,
} from '@aws-sdk/client-auto-scaling';

import { AutoScalingGroup } from '../../shared/auto-scaling-group';
import { DRAINING_HOOK_NAME, TOLD_TAG_PREFIX } from '../contract';
import { type Activity, type Group, type GroupState } from '../dependencies';

/** One page: the group launches or terminates a few times an hour at most. */
const NEWEST_ACTIVITIES = 50;

/** The group in AWS. */
export class WatchedGroup implements Group {
  private readonly group: AutoScalingGroup;

  constructor(
    private readonly client: AutoScalingClient,
    private readonly name: string,
  ) {
    this.group = new AutoScalingGroup(client, name);
  }

  /** @throws Error when there is no such group */
  async read(): Promise<GroupState> {
    const group = await this.group.describe();
    return {
      desiredCapacity: group.DesiredCapacity,
      zones: group.AvailabilityZones ?? [],
      instances: (group.Instances ?? []).map(({ InstanceId: id = '', LifecycleState: lifecycleState = '' }) => ({
        id,
        lifecycleState,
      })),
      notes: new Map(
        (group.Tags ?? []).flatMap(({ Key: key = '', Value: value = '' }) =>
          key.startsWith(TOLD_TAG_PREFIX) ? [[key.slice(TOLD_TAG_PREFIX.length), value]] : [],
        ),
      ),
    };
  }

  async activities(): Promise<readonly Activity[]> {
    return (await this.group.activities(NEWEST_ACTIVITIES)).flatMap(asActivity);
  }

  async sleep(): Promise<void> {
    await this.group.sleep();
  }

  async endTerminationWait(instanceId: string): Promise<void> {
    try {
      await this.client.send(
        new CompleteLifecycleActionCommand({
          AutoScalingGroupName: this.name,
          LifecycleHookName: DRAINING_HOOK_NAME,
          InstanceId: instanceId,
          LifecycleActionResult: 'CONTINUE',
        }),
      );
    } catch (error) {
      // somebody else ended it in the meantime
      if (!/no active lifecycle action/i.test(String(error))) throw error;
    }
  }

  async note(key: string, value: string): Promise<void> {
    await this.group.note(`${TOLD_TAG_PREFIX}${key}`, value);
  }

  async forget(keys: readonly string[]): Promise<void> {
    await this.group.forget(keys.map((key) => `${TOLD_TAG_PREFIX}${key}`));
  }
}

/** What kind of activity it is AWS says in its description alone. */
function asActivity(activity: AwsActivity): Activity[] {
  const { Description: description = '', StartTime: startedAt, EndTime: endedAt } = activity;
  const kind = description.startsWith('Launching a new EC2 instance')
    ? 'launch'
    : description.startsWith('Terminating EC2 instance')
      ? 'terminate'
      : undefined;
  if (kind === undefined || startedAt === undefined) return [];
  const instanceId = /i-[0-9a-f]+/.exec(description)?.[0];
  const zone = /"Availability Zone"\s*:\s*"([^"]+)"/.exec(activity.Details ?? '')?.[1];
  return [
    {
      kind,
      failed: hasFailed(activity),
      startedAt,
      message: activity.StatusMessage ?? '',
      ...(instanceId !== undefined && { instanceId }),
      ...(zone !== undefined && { zone }),
      ...(endedAt !== undefined && { endedAt }),
    },
  ];
}

/** A launch whose instance died before it was in service AWS calls cancelled, as it does one that somebody ended. */
function hasFailed({ StatusCode: status, StatusMessage: message = '' }: AwsActivity): boolean {
  const hasDied = /became unhealthy/i.test(message) && !/UserInitiated/i.test(message);
  return status === 'Failed' || (status === 'Cancelled' && hasDied);
}
