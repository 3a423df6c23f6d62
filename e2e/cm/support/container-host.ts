import { setTimeout } from 'node:timers/promises';

import { findGroup } from '../../../cli/leaf/group';
import { type Names } from '../../../modules/aws/naming';
import { type Clients } from '../../emulator/clients';
import { type Game } from '../../deployed/game';
import { type Region } from '../../deployed/region';
import { startContainer } from '../../deployed/start-container';

/** So that a waiting command sees what it waits for. */
const PAUSE_MS = 5_000;

/** Waits for a leaf's instance, then starts the service's container on it. For a command that waits for the container. */
export async function hostContainer(clients: Clients, names: Names): Promise<void> {
  const instanceId = await instanceOf(clients, names.autoScalingGroup);
  await setTimeout(PAUSE_MS);
  await startContainer(clients, names, instanceId);
}

/**
 * Waits for a leaf's instance, sends what AWS sends of it, and starts the service's container on it with a game that loads for a
 * while. For a command that waits for the game.
 */
export async function hostGame(clients: Clients, names: Names, region: Region, game: Game): Promise<void> {
  const instanceId = await instanceOf(clients, names.autoScalingGroup);
  const leaf = region.leaf(names);
  await leaf.sendGroupEvent('launched', instanceId);
  await game.connect(region.routes, (await leaf.host()).address);
  await setTimeout(PAUSE_MS);
  await leaf.startContainer(instanceId);
  await leaf.sendTaskRunning();
  await setTimeout(PAUSE_MS);
  await game.finishLoading();
  await region.bus.tick(names.playerQueryRule);
}

async function instanceOf({ autoScaling }: Clients, groupName: string): Promise<string> {
  for (;;) {
    const group = await findGroup(autoScaling, groupName);
    const instance = group?.Instances?.find(({ LifecycleState }) => LifecycleState === 'InService');
    if (instance?.InstanceId !== undefined) return instance.InstanceId;
    await setTimeout(500);
  }
}
