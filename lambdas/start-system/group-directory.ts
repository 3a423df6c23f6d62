import {
  type AutoScalingClient,
  type AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';

import { HOST_NAME_TAG } from './contract';

/** A leaf's Auto Scaling group, as AWS showed it a moment ago. */
export interface LeafGroup {
  /** E.g. `minecraft.example.com`. */
  readonly hostName: string;
  readonly groupName: string;
  readonly desiredCapacity: number;
}

/** Milliseconds for which the directory remembers which host names have a group. */
const MEMORY_MS = 60_000;

/**
 * Finds the groups of host names by their tags. It remembers for a minute which host names there are, so that queries
 * for others (scanners ask for thousands) cost nothing. It never remembers a capacity: for a name that has a group it
 * looks again each time.
 */
export class GroupDirectory {
  private memory: { readonly until: number; readonly hostNames: ReadonlySet<string> } | undefined;

  /**
   * @param client of the leaves' region
   * @param project key and value of the tag that the groups carry
   * @param now milliseconds
   */
  constructor(
    private readonly client: AutoScalingClient,
    private readonly project: { readonly tag: string; readonly value: string },
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
    const found: LeafGroup[] = [];
    const pages = paginateDescribeAutoScalingGroups(
      { client: this.client, pageSize: 100 },
      {
        Filters: [
          { Name: `tag:${this.project.tag}`, Values: [this.project.value] },
          { Name: 'tag-key', Values: [HOST_NAME_TAG] },
        ],
      },
    );
    for await (const { AutoScalingGroups: groups = [] } of pages) found.push(...groups.flatMap(asLeafGroup));
    return found;
  }
}

function asLeafGroup(group: AutoScalingGroup): LeafGroup[] {
  const hostName = group.Tags?.find(({ Key }) => Key === HOST_NAME_TAG)?.Value;
  if (hostName === undefined || group.AutoScalingGroupName === undefined || isLeaving(group)) return [];
  return [{ hostName, groupName: group.AutoScalingGroupName, desiredCapacity: group.DesiredCapacity ?? 0 }];
}

/** AWS gives a group a status only while it deletes it. The group of a leaf that is being retired has a maximum size of 0. */
function isLeaving({ Status: status, MaxSize: maxSize }: AutoScalingGroup): boolean {
  return status !== undefined || maxSize === 0;
}
