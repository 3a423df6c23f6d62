import { ASLEEP_ADDRESS } from '../shared/address-record';
import { log } from '../shared/log';
import { type AddressRecord } from '../shared/route53-record';
import { type Dependencies } from './dependencies';
import { type Trigger } from './event';
import { instanceOfRecord } from './public-address';

/** Far more than two runs at once need. */
const MOST_WRITES = 10;
/** Milliseconds. EC2 shows the address of a new instance seconds after it told of the instance; later events look again. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 2_000;

/**
 * Makes the record say the address of the instance in service, or of the one that comes as soon as EC2 shows it, or the asleep
 * address when there is none. It ends only when it has read, after its last write, that group and record agree: of two runs at
 * once the one that wrote something stale sees it and corrects it. Writes nothing that is already so.
 *
 * @param trigger only a run that EC2's event of an instance began waits for the address of one that comes
 * @throws NoPublicAddressError when the instance in service has no address: the record stays as it is
 * @throws Error when group and record do not come to agree
 */
export async function pointRecord(dependencies: Dependencies, record: AddressRecord, trigger: Trigger): Promise<void> {
  const { clock } = dependencies;
  const waitUntil = clock.now().getTime() + (trigger.kind === 'instance' ? PATIENCE_MS : 0);
  for (let writes = 0; writes < MOST_WRITES;) {
    const instance = await instanceOfRecord(dependencies);
    const wanted = instance?.address ?? ASLEEP_ADDRESS;
    const found = await record.read();
    if (found !== wanted) {
      await record.write(wanted);
      writes += 1;
      log.info('changed the DNS record', { from: found, to: wanted, inService: instance?.isInService === true });
      continue;
    }
    const isAwaited = instance !== undefined && instance.address === undefined;
    if (!isAwaited || clock.now().getTime() >= waitUntil) return;
    await clock.wait(PAUSE_MS);
  }
  throw new Error(`the record still differs from the group after ${MOST_WRITES} writes: something else writes it too`);
}
