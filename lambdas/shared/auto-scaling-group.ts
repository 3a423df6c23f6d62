import {
  type Activity,
  type AutoScalingClient,
  type AutoScalingGroup as Description,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';

/** The group that a leaf's container runs in. */
export class AutoScalingGroup {
  constructor(
    private readonly client: AutoScalingClient,
    private readonly name: string,
  ) {}

  /** @throws Error when there is no such group */
  async describe(): Promise<Description & { readonly DesiredCapacity: number }> {
    const { AutoScalingGroups: groups = [] } = await this.client.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.name] }),
    );
    const [group] = groups;
    if (group?.DesiredCapacity === undefined) throw new Error(`there is no Auto Scaling group '${this.name}'`);
    return { ...group, DesiredCapacity: group.DesiredCapacity };
  }

  /** The newest launches and terminations, at most so many. */
  async activities(limit: number): Promise<readonly Activity[]> {
    const { Activities: activities = [] } = await this.client.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: this.name, MaxRecords: limit }),
    );
    return activities;
  }

  /** Asks for no instance, without waiting for a cooldown. */
  async sleep(): Promise<void> {
    await this.client.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: this.name, DesiredCapacity: 0, HonorCooldown: false }),
    );
  }

  /** Notes are tags: they come with every look at the group and cost nothing. */
  async note(key: string, value: string): Promise<void> {
    const tag = { ...this.tag(key), Value: value, PropagateAtLaunch: false };
    await this.client.send(new CreateOrUpdateTagsCommand({ Tags: [tag] }));
  }

  async forget(keys: readonly string[]): Promise<void> {
    await this.client.send(new DeleteTagsCommand({ Tags: keys.map((key) => this.tag(key)) }));
  }

  private tag(key: string) {
    return { ResourceId: this.name, ResourceType: 'auto-scaling-group', Key: key };
  }
}
