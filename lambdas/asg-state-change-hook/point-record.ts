import { ASLEEP_ADDRESS } from '../shared/address-record';
import { log } from '../shared/log';
import { type AddressRecord } from '../shared/route53-record';
import { type Dependencies } from './dependencies';
import { reachableInstance } from './public-address';

/** Far more than two runs at once need. */
const MOST_WRITES = 10;

/**
 * Makes the record say the address of the instance in service, or the asleep address when there is none. It ends only
 * when it has read, after its last write, that group and record agree: of two runs at once the one that wrote something
 * stale sees it and corrects it. Writes nothing that is already so.
 *
 * @throws NoPublicAddressError when the instance in service has no address: the record stays as it is
 * @throws Error when group and record do not come to agree
 */
export async function pointRecord(dependencies: Dependencies, record: AddressRecord): Promise<void> {
  for (let writes = 0; writes < MOST_WRITES; writes += 1) {
    const wanted = (await reachableInstance(dependencies))?.address ?? ASLEEP_ADDRESS;
    const found = await record.read();
    if (found === wanted) return;
    await record.write(wanted);
    log.info('changed the DNS record', { from: found, to: wanted });
  }
  throw new Error(`the record still differs from the group after ${MOST_WRITES} writes: something else writes it too`);
}
