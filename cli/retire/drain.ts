import { type AutoScalingClient, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';

import { type Clock } from '../../lambdas/shared/clock';
import { findGroup } from '../leaf/group';
import { duration } from '../../lambdas/shared/duration';
import { CommandError } from '../terminal/errors';

const PAUSE_MS = 5_000;
// draining ends at the latest ten minutes after the container's time to stop (docs/how-it-works.md), then the instance
// shuts down
const DRAIN_SECONDS = 20 * 60;

export interface DrainProps {
  readonly client: AutoScalingClient;
  readonly groupName: string;
  /** Time that the container has to stop. */
  readonly stopTimeoutSeconds: number;
  readonly clock: Clock;
  /** Called with what it waits for, whenever that changes. */
  readonly say: (line: string) => void;
}

/**
 * Puts a leaf to sleep for good, and waits until its instance is terminated, even while it drains. With a maximum size of
 * 0 no connection can wake the leaf any more. Does nothing when there is no group.
 *
 * @throws CommandError when the instance still exists long after its container had to stop
 */
export async function drain({ client, groupName, stopTimeoutSeconds, clock, say }: DrainProps): Promise<void> {
  const group = await findGroup(client, groupName);
  if (group === undefined) return;
  await client.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: groupName,
      MinSize: 0,
      MaxSize: 0,
      DesiredCapacity: 0,
    }),
  );
  const patienceSeconds = stopTimeoutSeconds + DRAIN_SECONDS;
  const deadline = clock.now().getTime() + patienceSeconds * 1_000;
  let told: string | undefined;
  for (;;) {
    const [instance] = (await findGroup(client, groupName))?.Instances ?? [];
    if (instance === undefined) return;
    const instanceText = `${instance.InstanceId ?? ''} (${instance.LifecycleState ?? ''})`;
    if (clock.now().getTime() >= deadline) {
      throw new CommandError(
        `the instance ${instanceText} still exists after ${duration(patienceSeconds)}: look at it in the EC2 console, then ` +
          'run the same command again. Nothing was destroyed',
      );
    }
    if (instanceText !== told) say(`waiting until ${instanceText} is terminated`);
    told = instanceText;
    await clock.wait(PAUSE_MS);
  }
}
