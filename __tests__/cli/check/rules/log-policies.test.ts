import { CloudWatchLogsClient, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';

import { logPolicies } from '../../../../cli/check/rules/log-policies';
import { checked, findingsOf, notingRegions } from '../../support/checked';

const DOMAIN = 'Name: games\nDomain:\n  Name: example.com\n  HostedZoneId: Z1\n';
const FINE = ["fine: CloudWatch Logs has room for base's policy in us-east-1"];

const logs = mockClient(CloudWatchLogsClient);

beforeEach(() => logs.reset());

function policiesAre(...names: readonly string[]): void {
  logs.on(DescribeResourcePoliciesCommand).resolves({ resourcePolicies: names.map((policyName) => ({ policyName })) });
}

const others = (count: number) => Array.from({ length: count }, (_, index) => `policy-${index + 1}`);

test.each([
  ['has room', others(9)],
  ["has base's own", [...others(9), 'games-base-dns-queries']],
])('us-east-1 %s', async (_, names) => {
  policiesAre(...names);
  const { regions, clientsIn } = notingRegions();

  expect(await findingsOf(logPolicies, checked({ base: DOMAIN }, { clientsIn }))).toEqual(FINE);
  expect(regions).toEqual(['us-east-1']);
});

test('fails when us-east-1 has no room', async () => {
  policiesAre(...others(10));

  expect(await findingsOf(logPolicies, checked({ base: DOMAIN }))).toEqual([
    'config/base.yaml:3:1 Domain.QueryLogGroup: us-east-1 already has 10 resource policies of CloudWatch Logs, and AWS ' +
      'allows no more: delete one that nothing needs (aws logs delete-resource-policy --region us-east-1 --policy-name), of ' +
      `${others(10).join(', ')}. Or set this key to a log that the zone already has`,
  ]);
});

test.each(['', `${DOMAIN}  QueryLogGroup: /dns/all\n`])('asks nothing where base makes no log: %j', (base) => {
  expect(logPolicies(checked({ base }))).toEqual([]);
});
