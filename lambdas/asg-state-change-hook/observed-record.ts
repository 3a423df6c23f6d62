import { type Clock } from '../shared/clock';
import { type AddressRecord } from '../shared/route53-record';

/** A change of the record by this run. */
export interface RecordChange {
  readonly id: string;
  readonly address: string;
  readonly at: Date;
}

/** A record that remembers what this run wrote last. */
export class ObservedRecord implements AddressRecord {
  /** Undefined while it has written nothing. */
  change: RecordChange | undefined;

  constructor(
    private readonly record: AddressRecord,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  read(): Promise<string | undefined> {
    return this.record.read();
  }

  async write(address: string): Promise<string> {
    const id = await this.record.write(address);
    this.change = { id, address, at: this.clock.now() };
    return id;
  }

  isInSync(changeId: string): Promise<boolean> {
    return this.record.isInSync(changeId);
  }
}
