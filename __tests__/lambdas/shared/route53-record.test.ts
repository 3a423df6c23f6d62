import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { mockClient } from 'aws-sdk-client-mock';

import { Route53Record } from '../../../lambdas/shared/route53-record';

const route53 = mockClient(Route53Client);
const record = () => new Route53Record(new Route53Client({}), 'Z0123456789', 'minecraft.example.com');
const zoneHas = (...ResourceRecordSets: ResourceRecordSet[]) =>
  route53.on(ListResourceRecordSetsCommand).resolves({ ResourceRecordSets, IsTruncated: false, MaxItems: 1 });
const inputs = () => route53.calls().map(({ args }) => args[0].input as unknown);

beforeEach(() => {
  route53.reset();
});

test('reads the address', async () => {
  zoneHas({ Name: 'minecraft.example.com.', Type: 'A', TTL: 5, ResourceRecords: [{ Value: '198.51.100.1' }] });

  expect(await record().read()).toBe('198.51.100.1');
  expect(inputs()).toEqual([
    {
      HostedZoneId: 'Z0123456789',
      StartRecordName: 'minecraft.example.com',
      StartRecordType: 'A',
      MaxItems: 1,
    },
  ]);
});

test.each<[string, ResourceRecordSet[]]>([
  ['the next name', [{ Name: 'valheim.example.com.', Type: 'A', ResourceRecords: [{ Value: '198.51.100.2' }] }]],
  ['the next type', [{ Name: 'minecraft.example.com.', Type: 'TXT', ResourceRecords: [{ Value: '"text"' }] }]],
  ['the end of the zone', []],
])('finds no record where the list begins with %s', async (_, found) => {
  zoneHas(...found);

  expect(await record().read()).toBeUndefined();
});

test('writes one A record of its own name, and nothing else', async () => {
  route53.on(ChangeResourceRecordSetsCommand).resolves({});

  await record().write('198.51.100.1');

  expect(inputs()).toEqual([
    {
      HostedZoneId: 'Z0123456789',
      ChangeBatch: {
        Changes: [
          {
            Action: 'UPSERT',
            ResourceRecordSet: {
              Name: 'minecraft.example.com',
              Type: 'A',
              TTL: 5,
              ResourceRecords: [{ Value: '198.51.100.1' }],
            },
          },
        ],
      },
    },
  ]);
});

test.each(['AccessDenied', 'Throttling', 'NoSuchHostedZone', 'TimeoutError'])('fails with %s', async (name) => {
  route53.onAnyCommand().rejects(Object.assign(new Error('AWS says no'), { name }));

  await expect(record().read()).rejects.toThrow('AWS says no');
  await expect(record().write('198.51.100.1')).rejects.toThrow('AWS says no');
});

test('tells the id of a change, and whether all name servers answer with it', async () => {
  route53
    .on(ChangeResourceRecordSetsCommand)
    .resolves({ ChangeInfo: { Id: '/change/C1', Status: 'PENDING', SubmittedAt: new Date(0) } })
    .on(GetChangeCommand)
    .resolvesOnce({ ChangeInfo: { Id: '/change/C1', Status: 'PENDING', SubmittedAt: new Date(0) } })
    .resolves({ ChangeInfo: { Id: '/change/C1', Status: 'INSYNC', SubmittedAt: new Date(0) } });

  const change = await record().write('198.51.100.1');

  expect(change).toBe('/change/C1');
  await expect(record().isInSync(change)).resolves.toBe(false);
  await expect(record().isInSync(change)).resolves.toBe(true);
  expect(inputs().slice(1)).toEqual([{ Id: '/change/C1' }, { Id: '/change/C1' }]);
});
