import { comingInstance, type GroupInstance, instanceInService } from '../shared/group-state';
import { type Dependencies } from './dependencies';

/** Milliseconds. EC2 may show an instance's address seconds after the group has it in service. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 2_000;

/** An instance that nobody can reach. The next scheduled run tries again. */
export class NoPublicAddressError extends Error {
  override readonly name = 'NoPublicAddressError';
}

/** The instance in service, and where players find it. */
export interface Reachable {
  readonly instance: GroupInstance;
  /** Its public IP address. */
  readonly address: string;
  readonly launchedAt: Date;
  /** E.g. `m7i-flex.large`. Absent where EC2 does not say it. */
  readonly type?: string;
}

/** The instance that the record is about. */
type OfRecord =
  (Reachable & { readonly isInService: true }) | { readonly isInService: false; readonly address?: string | undefined };

type Needed = Pick<Dependencies, 'group' | 'instances' | 'clock'>;

/**
 * Which instance serves now, and where; undefined when none does. Waits for an address that is not there yet, and reads
 * the group again each time, since the instance may be gone by then.
 *
 * @throws NoPublicAddressError when it still has none after 20 seconds
 */
export async function reachableInstance(needed: Needed): Promise<Reachable | undefined> {
  const found = await instanceOfRecord(needed);
  return found?.isInService === true ? found : undefined;
}

/**
 * As reachableInstance; where none serves, the one that comes, with its address if EC2 shows one by now: nobody waits for it here.
 *
 * @throws NoPublicAddressError when the one in service has no address
 */
export async function instanceOfRecord({ group, instances, clock }: Needed): Promise<OfRecord | undefined> {
  const deadline = clock.now().getTime() + PATIENCE_MS;
  for (;;) {
    const state = await group.read();
    const instance = instanceInService(state);
    if (instance === undefined) {
      const coming = comingInstance(state);
      return coming && { isInService: false, address: (await instances.read(coming.id))?.publicAddress };
    }
    const found = await instances.read(instance.id);
    if (found?.publicAddress !== undefined) {
      const { publicAddress: address, launchedAt, type } = found;
      return { isInService: true, instance, address, launchedAt, ...(type !== undefined && { type }) };
    }
    if (clock.now().getTime() >= deadline) {
      throw new NoPublicAddressError(`${instance.id} is in service, but has no public address`);
    }
    await clock.wait(PAUSE_MS);
  }
}
