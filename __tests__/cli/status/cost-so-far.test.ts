import { DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { costLines, costSoFar, instanceTypeOf, priceNote, runningType } from '../../../cli/status/cost-so-far';
import { type LeafFacts } from '../../../cli/leaf/facts';

const ec2 = mockClient(EC2Client);
const client = { ec2: new EC2Client({ region: 'eu-central-1' }) };
beforeEach(() => {
  ec2.reset();
});

const GROUP = { AutoScalingGroupName: 'asg', MinSize: 0, MaxSize: 1, DesiredCapacity: 0, DefaultCooldown: 300 };
const ALL = { ...GROUP, AvailabilityZones: [], HealthCheckType: 'EC2', CreatedTime: new Date(0) };
const INSTANCE = { InstanceId: 'i-1', AvailabilityZone: 'a', LifecycleState: 'InService', HealthStatus: 'Healthy' };
const awake = { ...ALL, Instances: [{ ...INSTANCE, InstanceType: 't3.large', ProtectedFromScaleIn: false }] } as const;
const asleep = { ...ALL, Instances: [], LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '7' } };

const launch = { kind: 'launch', instanceId: 'i-1', failed: false, cancelled: false, message: '' } as const;
const facts = (group: LeafFacts['group']): Pick<LeafFacts, 'group' | 'activities'> => ({
  group,
  activities: [{ ...launch, startedAt: new Date('2026-11-22T20:00:00Z') }],
});
const NOW = new Date('2026-11-22T22:14:00Z');
const MONTH = { month: '2026-11', minutes: 860 };

test('takes the type of the instance that runs, and asks for the launch template while it sleeps', async () => {
  ec2
    .on(DescribeLaunchTemplateVersionsCommand, { LaunchTemplateId: 'lt-1', Versions: ['7'] })
    .resolves({ LaunchTemplateVersions: [{ LaunchTemplateData: { InstanceType: 'm7i-flex.large' } }] });

  expect(await instanceTypeOf(client, awake as never)).toBe('t3.large');
  expect(ec2.calls()).toHaveLength(0);
  expect(await instanceTypeOf(client, asleep)).toBe('m7i-flex.large');
});

test('of several instances takes the type of the one in service, then of the one that comes, then of any', () => {
  const leaving = { ...INSTANCE, LifecycleState: 'Terminating:Wait', InstanceType: 'm6i.large' };
  const coming = { ...INSTANCE, LifecycleState: 'Pending:Wait', InstanceType: 'm6a.large' };
  const serving = { ...INSTANCE, InstanceType: 'm7i-flex.large' };
  const typeOf = (...Instances: (typeof serving)[]) => runningType({ Instances } as never);

  expect(typeOf(leaving, coming, serving)).toBe('m7i-flex.large');
  expect(typeOf(leaving, coming)).toBe('m6a.large');
  expect(typeOf(leaving)).toBe('m6i.large');
  expect(typeOf()).toBeUndefined();
});

test('of a group with fallback types takes the first, and does not ask', async () => {
  const LaunchTemplate = { Overrides: [{ InstanceType: 'm7i-flex.large' }, { InstanceType: 'm6i.large' }] };

  expect(await instanceTypeOf(client, { ...ALL, Instances: [], MixedInstancesPolicy: { LaunchTemplate } })).toBe(
    'm7i-flex.large',
  );
  expect(ec2.calls()).toHaveLength(0);
});

test('knows no type where AWS refuses', async () => {
  ec2.on(DescribeLaunchTemplateVersionsCommand).rejects(new Error('UnauthorizedOperation'));

  expect(await instanceTypeOf(client, asleep)).toBeUndefined();
});

test('counts this time and the month', () => {
  const cost = costSoFar('us-east-1', 'm7i-flex.large', MONTH, facts(awake as never), NOW);

  expect(cost).toMatchObject({ instanceType: 'm7i-flex.large' });
  expect(cost).not.toHaveProperty('priceOf');
  expect(costLines(cost!)).toEqual(['about 1.49 $', 'this time 0.23 $']);
  expect(priceNote([cost, undefined])).toEqual([]);
});

test('there is no "this time" while it sleeps, and no amount without a price', () => {
  const cost = costSoFar('us-east-1', 'm7i-flex.large', MONTH, facts(asleep), NOW);

  expect(costLines(cost!)).toEqual(['about 1.49 $']);
  expect(costSoFar('us-east-1', 'x9.huge', MONTH, facts(asleep), NOW)).toBeUndefined();
  expect(costSoFar('us-east-1', undefined, MONTH, facts(asleep), NOW)).toBeUndefined();
});

test('marks prices of another Region', () => {
  const cost = costSoFar('xx-nowhere-1', 'm7i-flex.large', MONTH, facts(asleep), NOW);

  expect(cost).toMatchObject({ priceOf: 'us-east-1' });
  expect(costLines(cost!)).toEqual(['about 1.49 $*']);
  expect(priceNote([undefined, cost])).toEqual(['* at prices of us-east-1: see ./cm cost']);
});

test('an instance that waits in a warm pool has neither the type that runs nor a time this time', async () => {
  ec2
    .on(DescribeLaunchTemplateVersionsCommand)
    .resolves({ LaunchTemplateVersions: [{ LaunchTemplateData: { InstanceType: 'm7i-flex.large' } }] });
  const pooled = { ...awake.Instances[0], LifecycleState: 'Warmed:Stopped' };
  const group = { ...asleep, Instances: [pooled] } as never;

  expect(await instanceTypeOf(client, group)).toBe('m7i-flex.large');
  expect(costSoFar('us-east-1', 'm7i-flex.large', MONTH, facts(group), NOW)).not.toHaveProperty('thisTime');
});
