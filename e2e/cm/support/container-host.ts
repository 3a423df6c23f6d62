import { setTimeout } from 'node:timers/promises';

import { findGroup } from '../../../cli/leaf/group';
import { type Names } from '../../../modules/aws/naming';
import { type Clients } from '../../emulator/clients';
import { startContainer } from '../../deployed/start-container';

/** Waits for a leaf's instance, then starts the service's container on it. For a command that waits for the container. */
export async function hostContainer(clients: Clients, names: Names): Promise<void> {
  const instanceId = await instanceOf(clients, names.autoScalingGroup);
  // so that a waiting command sees that there is no container yet
  await setTimeout(5_000);
  await startContainer(clients, names, instanceId);
}

async function instanceOf({ autoScaling }: Clients, groupName: string): Promise<string> {
  for (;;) {
    const group = await findGroup(autoScaling, groupName);
    const instance = group?.Instances?.find(({ LifecycleState }) => LifecycleState === 'InService');
    if (instance?.InstanceId !== undefined) return instance.InstanceId;
    await setTimeout(500);
  }
}
