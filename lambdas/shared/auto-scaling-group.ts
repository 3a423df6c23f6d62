import {
  type AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  paginateDescribeScalingActivities,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

import { groupState, type GroupState } from './group-state';
import { type ScalingActivity, scalingActivities } from './scaling-activities';
import { tagOf } from './told-tags';

/** One page: the group launches or terminates a few times an hour at most. */
const NEWEST_ACTIVITIES = 50;
/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html */
const LARGEST_PAGE = 100;

/** The Auto Scaling group that a leaf's container runs in: the one switch of the system. */
export class AutoScalingGroup {
  constructor(
    protected readonly client: AutoScalingClient,
    protected readonly name: string,
  ) {}

  /** @throws Error when the group does not exist */
  async read(): Promise<GroupState> {
    const { AutoScalingGroups: [group] = [] } = await this.client.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.name] }),
    );
    if (group?.DesiredCapacity === undefined) throw new Error(`Auto Scaling group '${this.name}' does not exist`);
    return groupState(group, group.DesiredCapacity);
  }

  /** The newest launches and terminations, the newest first. */
  async activities(): Promise<readonly ScalingActivity[]> {
    const { Activities: activities = [] } = await this.client.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: this.name, MaxRecords: NEWEST_ACTIVITIES }),
    );
    return scalingActivities(activities);
  }

  /** As many of its newest launches and terminations, page by page and the newest first, as are enough, or all that AWS keeps. */
  async activitiesUntil(
    isEnough: (activities: readonly ScalingActivity[]) => boolean,
  ): Promise<readonly ScalingActivity[]> {
    const found: ScalingActivity[] = [];
    const pages = paginateDescribeScalingActivities(
      { client: this.client, pageSize: LARGEST_PAGE },
      { AutoScalingGroupName: this.name },
    );
    for await (const { Activities: activities = [] } of pages) {
      found.push(...scalingActivities(activities));
      if (isEnough(found)) break;
    }
    return found;
  }

  /** Asks for no instance, without waiting for a cooldown. */
  async sleep(): Promise<void> {
    await this.client.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: this.name, DesiredCapacity: 0, HonorCooldown: false }),
    );
  }

  /**
   * Notes durably, in a tag: tags come with every look at the group and cost nothing.
   *
   * @param note its key, without the prefix (told-tags.ts)
   */
  async note(note: string, value: string): Promise<void> {
    const tag = { ...this.tag(note), Value: value, PropagateAtLaunch: false };
    await this.client.send(new CreateOrUpdateTagsCommand({ Tags: [tag] }));
  }

  protected tag(note: string) {
    return { ResourceId: this.name, ResourceType: 'auto-scaling-group', Key: tagOf(note) };
  }
}
