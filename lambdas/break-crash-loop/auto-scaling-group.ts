import {
  type Activity,
  type AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

import { CRASH_TAG } from './contract';
import { type CrashMark, crashMarkText, readCrashMark } from './crash-mark';

/** While an instance runs nothing else is launched: its launch is among the newest. */
const NEWEST_ACTIVITIES = 20;

export interface GroupState {
  /** 0 or 1. */
  readonly desiredCapacity: number;
  /** The instance that is coming or in service. Undefined when there is none, or it is already going. */
  readonly instanceId: string | undefined;
  /** The last one that was noted. */
  readonly crash: CrashMark | undefined;
}

/** The group that the container runs in. */
export class AutoScalingGroup {
  constructor(
    private readonly client: AutoScalingClient,
    private readonly name: string,
  ) {}

  /** @throws Error when there is no such group */
  async read(): Promise<GroupState> {
    const { AutoScalingGroups: groups = [] } = await this.client.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.name] }),
    );
    const { DesiredCapacity: desiredCapacity, Instances: instances = [], Tags: tags = [] } = groups[0] ?? {};
    if (desiredCapacity === undefined) throw new Error(`there is no Auto Scaling group '${this.name}'`);
    return {
      desiredCapacity,
      instanceId: instances.find(({ LifecycleState: state = '' }) => !state.startsWith('Terminat'))?.InstanceId,
      crash: readCrashMark(tags.find(({ Key: key }) => key === CRASH_TAG)?.Value),
    };
  }

  /** When the launch of an instance began. Undefined when AWS keeps no record: launched long ago. */
  async launchOf(instanceId: string): Promise<Date | undefined> {
    const { Activities: activities = [] } = await this.client.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: this.name, MaxRecords: NEWEST_ACTIVITIES }),
    );
    return activities
      .filter((activity) => isLaunch(activity, instanceId))
      .flatMap(({ StartTime: start }) => (start === undefined ? [] : [start]))
      .reduce<Date | undefined>(
        (latest, start) => (latest === undefined || start > latest ? start : latest),
        undefined,
      );
  }

  /** Asks for no instance, without waiting for a cooldown. */
  async sleep(): Promise<void> {
    await this.client.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: this.name, DesiredCapacity: 0, HonorCooldown: false }),
    );
  }

  async note(crash: CrashMark): Promise<void> {
    const tag = { ResourceId: this.name, ResourceType: 'auto-scaling-group', Key: CRASH_TAG, PropagateAtLaunch: false };
    await this.client.send(new CreateOrUpdateTagsCommand({ Tags: [{ ...tag, Value: crashMarkText(crash) }] }));
  }
}

function isLaunch({ Description: description = '', StatusCode: status }: Activity, instanceId: string): boolean {
  return (
    description.startsWith('Launching a new EC2 instance') &&
    description.includes(instanceId) &&
    status !== 'Failed' &&
    status !== 'Cancelled'
  );
}
