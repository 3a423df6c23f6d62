import {
  type Activity,
  type AutoScalingClient,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
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
    const all: Activity[] = [];
    const pages = paginateDescribeScalingActivities(
      { client: this.client, pageSize: LARGEST_PAGE },
      { AutoScalingGroupName: this.name },
    );
    for await (const { Activities: activities = [] } of pages) {
      all.push(...activities);
      if (isEnough(scalingActivities(all))) break;
    }
    // of all pages together: what an older one says of an instance counts
    return scalingActivities(all);
  }

  /** Asks for an instance, without waiting for a cooldown. Only `switchOn` does: it knows who may. */
  wake(): Promise<void> {
    return this.turn(1);
  }

  /** Asks for no instance, without waiting for a cooldown. */
  sleep(): Promise<void> {
    return this.turn(0);
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

  /** @param notes their keys, without the prefix; those that are not there do not matter */
  async forget(notes: readonly string[]): Promise<void> {
    await this.client.send(new DeleteTagsCommand({ Tags: notes.map((note) => this.tag(note)) }));
  }

  private async turn(desiredCapacity: 0 | 1): Promise<void> {
    await this.client.send(
      new SetDesiredCapacityCommand({
        AutoScalingGroupName: this.name,
        DesiredCapacity: desiredCapacity,
        HonorCooldown: false,
      }),
    );
  }

  private tag(note: string) {
    return { ResourceId: this.name, ResourceType: 'auto-scaling-group', Key: tagOf(note) };
  }
}
