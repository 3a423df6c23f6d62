import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListQueryLoggingConfigsCommand, NoSuchHostedZone, Route53Client } from '@aws-sdk/client-route-53';
import { mockClient } from 'aws-sdk-client-mock';

import { queryLog } from '../../../../cli/check/rules/query-log';
import { checked, findingsOf, notingRegions } from '../../support/checked';

const DOMAIN = 'Domain:\n  Name: example.com\n  HostedZoneId: Z1\n';
const NAMED = checked({ base: `${DOMAIN}  QueryLogGroup: /dns/all\n` });

const route53 = mockClient(Route53Client);
const logs = mockClient(CloudWatchLogsClient);

beforeEach(() => {
  route53.reset();
  logs.reset();
  logs
    .on(DescribeLogGroupsCommand)
    .resolves({ logGroups: [{ logGroupName: '/dns/all' }, { logGroupName: '/dns/all2' }] });
});

function zoneLogsTo(...groups: readonly string[]): void {
  route53.on(ListQueryLoggingConfigsCommand, { HostedZoneId: 'Z1' }).resolves({
    QueryLoggingConfigs: groups.map((group) => ({
      Id: 'q',
      HostedZoneId: 'Z1',
      CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:111111111111:log-group:${group}`,
    })),
  });
}

test('base can make a log for a zone without one', async () => {
  zoneLogsTo();

  expect(await findingsOf(queryLog, checked({ base: DOMAIN }))).toEqual([
    'fine: Z1 can log its queries where base listens',
  ]);
});

test('the log that base made is fine', async () => {
  zoneLogsTo('/aws/route53/example.com');

  expect(await findingsOf(queryLog, checked({ base: DOMAIN }, { deployed: ['base'] }))).toEqual([
    'fine: Z1 can log its queries where base listens',
  ]);
});

test.each([[[]], [['base']]])('fails when the zone already has another log, and %j is deployed', async (deployed) => {
  zoneLogsTo('/dns/all');

  expect(await findingsOf(queryLog, checked({ base: DOMAIN }, { deployed }))).toEqual([
    'config/base.yaml:2:1 Domain.QueryLogGroup: is missing: the zone Z1 already logs its queries, to /dns/all, and a zone can ' +
      'have only one log: write QueryLogGroup: /dns/all',
  ]);
});

test("doubts a log of base's name when base has no state: a killed deployment may have made it", async () => {
  zoneLogsTo('/aws/route53/example.com');

  expect(await findingsOf(queryLog, checked({ base: DOMAIN }))).toEqual([
    'doubt: config/base.yaml:2:1 Domain.QueryLogGroup: the zone Z1 already logs its queries, to /aws/route53/example.com, and ' +
      'a zone can have only one log: if no earlier deployment of base made it, write QueryLogGroup: /aws/route53/example.com',
  ]);
});

test('a zone that does not exist is the matter of another rule', async () => {
  route53.on(ListQueryLoggingConfigsCommand).rejects(new NoSuchHostedZone({ message: 'none', $metadata: {} }));

  expect(await findingsOf(queryLog, checked({ base: DOMAIN }))).toEqual([
    'fine: Z1 can log its queries where base listens',
  ]);
});

test('a named group is there, and the zone logs to it', async () => {
  zoneLogsTo('/dns/all');

  const { regions, clientsIn } = notingRegions();

  expect(await findingsOf(queryLog, { ...NAMED, clientsIn })).toEqual([
    'fine: the log group /dns/all exists in us-east-1',
  ]);
  expect(regions[0]).toBe('us-east-1');
});

test('fails when a named group is not there', async () => {
  zoneLogsTo();
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/dns/all2' }] });

  expect(await findingsOf(queryLog, NAMED)).toEqual([
    'config/base.yaml:5:18 Domain.QueryLogGroup: there is no log group /dns/all in us-east-1, where Route 53 logs queries: ' +
      'correct the name, or remove the key, and a new one is created',
  ]);
});

test.each([
  [[], ''],
  [['/dns/old'], ', but to /dns/old'],
])('doubts a named group to which the zone does not log: %j', async (groups, where) => {
  zoneLogsTo(...groups);

  expect(await findingsOf(queryLog, NAMED)).toEqual([
    `doubt: config/base.yaml:5:18 Domain.QueryLogGroup: the zone Z1 does not log its queries to it${where}: then nothing wakes ` +
      'a leaf by its name',
  ]);
});

test('asks nothing without a Domain', () => {
  expect(queryLog(checked({}))).toEqual([]);
});
