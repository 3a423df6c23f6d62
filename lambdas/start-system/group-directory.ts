import { type AutoScalingClient, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

import { groupState, type GroupState } from '../shared/group-state';
import { type GroupTags, groupsWithTag, isLeaving, valueOfTag } from '../shared/leaf-groups';
import { HOST_NAME_TAG } from './contract';

/** A leaf's Auto Scaling group, as AWS showed it a moment ago. */
export interface LeafGroup {
  /** E.g. `minecraft.example.com`. */
  readonly hostName: string;
  readonly groupName: string;
  /** As people write it, e.g. `minecraft`. */
  readonly leafId: string;
  readonly state: GroupState;
}

/** Milliseconds for which the directory remembers which host names have a group. */
const MEMORY_MS = 60_000;

/**
 * Finds the groups of host names by their tags. It remembers for a minute which host names there are, so that queries
 * for others (scanners ask for thousands) cost nothing. For a name that has a group it looks again each time.
 */
export class GroupDirectory {
  private memory: { readonly until: number; readonly hostNames: ReadonlySet<string> } | undefined;

  /**
   * @param client of the leaves' region
   * @param now milliseconds
   */
  constructor(
    private readonly client: AutoScalingClient,
    private readonly tags: GroupTags,
    private readonly now: () => number = Date.now,
  ) {}

  /** The groups of those host names that have one. Asks AWS only where one of them can have a group. */
  async find(hostNames: ReadonlySet<string>): Promise<readonly LeafGroup[]> {
    if (!this.mayHaveGroup(hostNames)) return [];
    const groups = await this.look();
    this.memory = { until: this.now() + MEMORY_MS, hostNames: new Set(groups.map(({ hostName }) => hostName)) };
    return groups.filter(({ hostName }) => hostNames.has(hostName));
  }

  private mayHaveGroup(hostNames: ReadonlySet<string>): boolean {
    if (hostNames.size === 0) return false;
    const { memory } = this;
    if (memory === undefined || memory.until <= this.now()) return true;
    return [...memory.hostNames].some((hostName) => hostNames.has(hostName));
  }

  private async look(): Promise<LeafGroup[]> {
    const groups = await groupsWithTag(this.client, this.tags, HOST_NAME_TAG);
    return groups.flatMap((group) => asLeafGroup(group, this.tags.leafTag));
  }
}

function asLeafGroup(group: AutoScalingGroup, leafTag: string): LeafGroup[] {
  const hostName = valueOfTag(group, HOST_NAME_TAG);
  const groupName = group.AutoScalingGroupName;
  if (hostName === undefined || groupName === undefined || isLeaving(group)) return [];
  const state = groupState(group, group.DesiredCapacity ?? 0);
  return [{ hostName, groupName, leafId: valueOfTag(group, leafTag) ?? hostName, state }];
}
