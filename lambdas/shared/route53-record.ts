import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type Route53Client,
} from '@aws-sdk/client-route-53';

import { RECORD_TTL_SECONDS } from './address-record';

/** The leaf's DNS record. */
export interface AddressRecord {
  /** Undefined when there is no record. */
  read(): Promise<string | undefined>;
  /** @returns the id of the change */
  write(address: string): Promise<string>;
  /** Whether all name servers answer with a change. */
  isInSync(changeId: string): Promise<boolean>;
}

/** The leaf's A record in Route 53. */
export class Route53Record implements AddressRecord {
  /** @param hostName without a dot at its end */
  constructor(
    private readonly client: Route53Client,
    private readonly hostedZoneId: string,
    private readonly hostName: string,
  ) {}

  async read(): Promise<string | undefined> {
    const { ResourceRecordSets: found = [] } = await this.client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: this.hostedZoneId,
        StartRecordName: this.hostName,
        StartRecordType: 'A',
        MaxItems: 1,
      }),
    );
    // the list begins at the name, and goes on with the next one where there is none
    const record = found.find(({ Name: name, Type: type }) => name === `${this.hostName}.` && type === 'A');
    return record?.ResourceRecords?.[0]?.Value;
  }

  async write(address: string): Promise<string> {
    const { ChangeInfo: change } = await this.client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: this.hostedZoneId,
        ChangeBatch: {
          Changes: [
            {
              Action: 'UPSERT',
              ResourceRecordSet: {
                Name: this.hostName,
                Type: 'A',
                TTL: RECORD_TTL_SECONDS,
                ResourceRecords: [{ Value: address }],
              },
            },
          ],
        },
      }),
    );
    return change?.Id ?? '';
  }

  async isInSync(changeId: string): Promise<boolean> {
    const { ChangeInfo: change } = await this.client.send(new GetChangeCommand({ Id: changeId }));
    return change?.Status === 'INSYNC';
  }
}
