import { CompleteLifecycleActionCommand } from '@aws-sdk/client-auto-scaling';

import { AutoScalingGroup } from '../../shared/auto-scaling-group';
import { type Group } from '../dependencies';

/** Lifecycle hook that ECS's managed draining puts on the group. */
export const DRAINING_HOOK_NAME = 'ecs-managed-draining-termination-hook';

/** The group in AWS, with what this function alone does to it. */
export class WatchedGroup extends AutoScalingGroup implements Group {
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
}
