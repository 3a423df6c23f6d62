import { GetHostedZoneCommand, NoSuchHostedZone, Route53Client } from '@aws-sdk/client-route-53';
import { mockClient } from 'aws-sdk-client-mock';

import { hostedZone } from '../../../../cli/check/rules/hosted-zone';
import { checked, findingsOf } from '../../support/checked';

const route53 = mockClient(Route53Client);

beforeEach(() => route53.reset());

/** The zone Z1 of the account. */
function zoneIs(name: string, isPrivate = false): void {
  route53.on(GetHostedZoneCommand, { Id: 'Z1' }).resolves({
    HostedZone: { Id: '/hostedzone/Z1', Name: name, CallerReference: 'x', Config: { PrivateZone: isPrivate } },
  });
}

const domain = (name: string) => checked({ base: `Domain:\n  Name: ${name}\n  HostedZoneId: Z1\n` });

test.each([
  ['example.com', 'example.com.'],
  ['Games.Example.com', 'example.com.'],
])('%s belongs to the zone %s', async (name, zone) => {
  zoneIs(zone);

  expect(await findingsOf(hostedZone, domain(name))).toEqual([
    `fine: the domain ${name.toLowerCase()} belongs to the public hosted zone Z1`,
  ]);
});

test.each(['badexample.com', 'example.org'])('fails for %s in the zone example.com', async (name) => {
  zoneIs('example.com.');

  expect(await findingsOf(hostedZone, domain(name))).toEqual([
    `config/base.yaml:3:9 Domain.Name: '${name}' is not in the zone Z1, which is example.com: write example.com or a ` +
      `name that ends in .example.com, or the HostedZoneId of ${name}`,
  ]);
});

test('fails for a private zone', async () => {
  zoneIs('example.com.', true);

  expect(await findingsOf(hostedZone, domain('example.com'))).toEqual([
    'config/base.yaml:4:17 Domain.HostedZoneId: Z1 is a private zone, which players cannot see: use the id of a public ' +
      'zone of example.com',
  ]);
});

test('fails for a zone that the account does not have', async () => {
  const error = new NoSuchHostedZone({ message: 'No hosted zone found with ID: Z1', $metadata: {} });
  route53.on(GetHostedZoneCommand).rejects(error);

  expect(await findingsOf(hostedZone, domain('example.com'))).toEqual([
    'config/base.yaml:4:17 Domain.HostedZoneId: account 111111111111 has no hosted zone Z1: aws route53 ' +
      'list-hosted-zones-by-name --dns-name example.com shows the id of yours',
  ]);
});

test('asks nothing without a Domain', () => {
  expect(hostedZone(checked({}))).toEqual([]);
});
