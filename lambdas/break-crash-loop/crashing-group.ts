import { type Activity, type AutoScalingClient } from '@aws-sdk/client-auto-scaling';

import { AutoScalingGroup } from '../shared/auto-scaling-group';
import { CRASH_TAG } from './contract';
import { type CrashMark, crashMarkText, readCrashMark } from '../shared/crash-mark';

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

/** The group whose container crashes. */
export class CrashingGroup {
  private readonly group: AutoScalingGroup;

  constructor(client: AutoScalingClient, name: string) {
    this.group = new AutoScalingGroup(client, name);
  }

  /** @throws Error when there is no such group */
  async read(): Promise<GroupState> {
    const {
      DesiredCapacity: desiredCapacity,
      Instances: instances = [],
      Tags: tags = [],
    } = await this.group.describe();
    return {
      desiredCapacity,
      instanceId: instances.find(({ LifecycleState: state = '' }) => !state.startsWith('Terminat'))?.InstanceId,
      crash: readCrashMark(tags.find(({ Key: key }) => key === CRASH_TAG)?.Value),
    };
  }

  /** When the launch of an instance began. Undefined when AWS keeps no record: launched long ago. */
  async launchOf(instanceId: string): Promise<Date | undefined> {
    return (await this.group.activities(NEWEST_ACTIVITIES))
      .filter((activity) => isLaunch(activity, instanceId))
      .flatMap(({ StartTime: start }) => (start === undefined ? [] : [start]))
      .reduce<Date | undefined>(
        (latest, start) => (latest === undefined || start > latest ? start : latest),
        undefined,
      );
  }

  async sleep(): Promise<void> {
    await this.group.sleep();
  }

  async note(crash: CrashMark): Promise<void> {
    await this.group.note(CRASH_TAG, crashMarkText(crash));
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
