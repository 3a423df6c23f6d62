import { CloudWatchLogsClient, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstanceTypeOfferingsCommand, EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import { GetHostedZoneCommand, ListQueryLoggingConfigsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { mockClient } from 'aws-sdk-client-mock';

import { checkInAws, enforceChecks } from '../../../cli/check/check';
import { type Caller } from '../../../cli/aws/caller';
import { CommandError } from '../../../cli/terminal/errors';
import { baseConfig } from '../support/leaf';
import { CALLER, emptyProject, testWorkspace } from '../support/workspace';

const project = emptyProject();
const ec2 = mockClient(EC2Client);
const logs = mockClient(CloudWatchLogsClient);
const route53 = mockClient(Route53Client);
const KEY = 'config/leaves/minecraft.yaml:1:1 Ec2.InstanceType: ';

beforeEach(() => {
  for (const mock of [ec2, logs, route53]) mock.reset();
  ec2.on(DescribeInstanceTypeOfferingsCommand).resolves({
    InstanceTypeOfferings: [{ InstanceType: 'm7i-flex.large', Location: 'eu-central-1a' }],
  });
});

function refuse(name: string): void {
  const error = new EC2ServiceException({ name, message: 'no', $fault: 'client', $metadata: {} });
  ec2.on(DescribeInstanceTypeOfferingsCommand).rejects(error);
}

/** What comes of the checks of `minecraft`. */
async function check(base = baseConfig(), caller: Partial<Caller> = {}) {
  const workspace = testWorkspace(project(), { base });
  return checkInAws({ ...workspace, caller: () => Promise.resolve({ ...CALLER, ...caller }) }, []);
}

test('checks what the config names, and the clock', async () => {
  expect(await check()).toEqual([
    { what: 'Terraform uses the same credentials', failures: [], doubts: [] },
    { what: "the clock of this computer agrees with AWS's", failures: [], doubts: [] },
    { what: 'minecraft: the instance type m7i-flex.large exists in eu-central-1', failures: [], doubts: [] },
  ]);
});

test('finds everything that is wrong, with the place of each', async () => {
  ec2.on(DescribeInstanceTypeOfferingsCommand).resolves({});
  route53.on(GetHostedZoneCommand).resolves({
    HostedZone: { Id: 'Z1', Name: 'example.org.', CallerReference: 'x', Config: { PrivateZone: true } },
  });
  route53.on(ListQueryLoggingConfigsCommand).resolves({ QueryLoggingConfigs: [] });
  logs.on(DescribeResourcePoliciesCommand).resolves({});

  const results = await check(baseConfig({ domain: { name: 'example.com', hostedZoneId: 'Z1' } }));

  expect(results.flatMap(({ failures }) => failures)).toEqual([
    expect.stringMatching(/^config\/base[.]yaml:1:1 Domain[.]Name: 'example[.]com' is not in the zone Z1/),
    expect.stringMatching(/^config\/base[.]yaml:1:1 Domain[.]HostedZoneId: Z1 is a private zone/),
    `${KEY}'m7i-flex.large' is not an instance type of eu-central-1`,
  ]);
});

test.each(['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'])(
  'names the permission that is missing, and goes on: %s',
  async (name) => {
    refuse(name);

    expect(await check()).toContainEqual({
      what: 'minecraft: the instance type m7i-flex.large exists in eu-central-1',
      failures: [],
      doubts: [`${KEY}could not be checked: your credentials lack the permission ec2:DescribeInstanceTypeOfferings`],
    });
  },
);

test('says so and goes on when AWS does not answer', async () => {
  refuse('RequestLimitExceeded');

  const results = await check();

  expect(results.flatMap(({ doubts }) => doubts)).toEqual([`${KEY}could not be checked: no (RequestLimitExceeded)`]);
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
});

test('throws a bug', async () => {
  ec2.on(DescribeInstanceTypeOfferingsCommand).rejects(new TypeError('x is not a function'));

  await expect(check()).rejects.toThrow(TypeError);
});

test.each([
  [4 * 60_000 + 1_000, '4 min 1 s ahead'],
  [-12 * 60_000, '12 min behind'],
])('fails for a clock that is %d ms ahead', async (clockAheadMs, difference) => {
  const [, clock] = await check(baseConfig(), { clockAheadMs });

  expect(clock?.failures).toEqual([
    `the clock of this computer is ${difference}: set this computer's clock, or let it follow a time server: AWS accepts ` +
      '5 minutes of difference',
  ]);
});

test.each([239_000, -239_000])('accepts a clock that is %d ms ahead', async (clockAheadMs) => {
  const [, clock] = await check(baseConfig(), { clockAheadMs });

  expect(clock?.failures).toEqual([]);
});

describe('enforceChecks', () => {
  const said: string[] = [];
  const reporter = { say: (text: string) => said.push(text) };
  beforeEach(() => said.splice(0));

  test('warns of what is in doubt', () => {
    enforceChecks([{ what: 'it', failures: [], doubts: ['a.yaml:1:1 it may not exist'] }], reporter);

    expect(said).toEqual(['Warning: a.yaml:1:1 it may not exist']);
  });

  test('throws with everything that is wrong', () => {
    const results = ['a.yaml:1:1 no', 'b.yaml:1:1 no'].map((failure) => ({
      what: '',
      failures: [failure],
      doubts: [],
    }));

    const enforce = () => {
      enforceChecks(results, reporter);
    };

    expect(enforce).toThrow(
      new CommandError('a.yaml:1:1 no\nb.yaml:1:1 no\nNothing was changed. ./cm check repeats this check alone.'),
    );
    expect(said).toEqual([]);
  });
});
