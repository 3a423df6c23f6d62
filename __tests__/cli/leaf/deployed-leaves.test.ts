import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';

import { openDeployedLeaves } from '../../../cli/leaf/deployed-leaves';
import { group } from '../support/leaf';
import { stateText } from '../support/state';
import { emptyProject, writeStates } from '../support/workspace';

const BASE = 'Region: eu-central-1\nName: games\n';
const DOMAIN = 'Domain: { Name: example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }\n';
const GROUP_ARN = 'arn:aws:autoscaling:eu-west-1:111111111111:autoScalingGroup:a-b:autoScalingGroupName/it';

const autoScaling = mockClient(AutoScalingClient);
const sts = mockClient(STSClient);
const project = emptyProject();
let environment: jest.ReplaceProperty<typeof process.env>;

beforeEach(() => {
  for (const mock of [autoScaling, sts]) mock.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:root' });
  environment = jest.replaceProperty(process, 'env', { ...process.env, CONFIG_DIR: '' });
  write('base.yaml', BASE);
  write('leaves/minecraft.yaml', 'Ec2:\n');
  awsHas('games', []);
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:leaf', Values: ['minecraft'] }] })
    .resolves({ AutoScalingGroups: [] });
});

afterEach(() => {
  environment.restore();
});

function write(file: string, text: string): void {
  const path = join(project().folder, 'config', file);
  mkdirSync(join(project().folder, 'config/leaves'), { recursive: true });
  writeFileSync(path, text);
}

function awsHas(name: string, groups: AutoScalingGroup[]): void {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:project', Values: [name] }] })
    .resolves({ AutoScalingGroups: groups });
}

function tagged(leaf: string, more: Readonly<Record<string, string>> = {}, name = 'games'): AutoScalingGroup {
  const tags = { 'container-manager:project': name, 'container-manager:leaf': leaf, ...more };
  return group({
    AutoScalingGroupName: `${name}-${leaf.replaceAll('.', '-')}-asg`,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
}

const find = (name: string) => openDeployedLeaves(project()).find(name);

test.each([
  ['with half a YAML', 'minecraft'],
  ['without YAML, by the name of its stack, in any case', 'My-Web'],
])('finds a leaf that AWS has %s', async (_, name) => {
  awsHas('games', [tagged('my.web'), tagged('minecraft')]);

  const { id, names, host } = await find(name);

  expect(id).toBe(name === 'minecraft' ? 'minecraft' : 'my.web');
  expect(names.autoScalingGroup).toBe(`games-${name.toLowerCase()}-asg`);
  expect(host).toBeUndefined();
});

test('lists all leaves that AWS has by their ids', async () => {
  awsHas('games', [tagged('valheim'), tagged('minecraft'), group({ AutoScalingGroupName: 'other', Tags: [] })]);

  const leaves = await openDeployedLeaves(project()).all();

  expect(leaves.map(({ id }) => id)).toEqual(['minecraft', 'valheim']);
});

test('knows the name that players use by the tag, with the zone of base.yaml', async () => {
  write('base.yaml', BASE + DOMAIN);
  awsHas('games', [tagged('minecraft', { 'container-manager:host-name': 'minecraft.example.com' })]);

  expect((await find('minecraft')).host).toEqual({
    name: 'minecraft.example.com',
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  });
});

test.each([
  ['has no domain any more', BASE],
  ['has another domain', BASE + DOMAIN.replace('example.com', 'example.org')],
])('knows no name where base.yaml %s', async (_, base) => {
  write('base.yaml', base);
  awsHas('games', [tagged('minecraft', { 'container-manager:host-name': 'minecraft.example.com' })]);

  expect(await find('minecraft')).not.toHaveProperty('host');
});

test('fails for a leaf with YAML that is not deployed', async () => {
  await expect(find('Minecraft')).rejects.toMatchObject({
    message: 'minecraft is not deployed: ./cm deploy minecraft',
    exitCode: 1,
  });
});

test('fails for a leaf that is not deployed and whose file is not read because of its ending', async () => {
  write('leaves/terraria.yml', '');
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:leaf', Values: ['terraria'] }] })
    .resolves({ AutoScalingGroups: [] });

  await expect(find('terraria')).rejects.toMatchObject({
    message: 'terraria is not deployed: ./cm deploy terraria',
    exitCode: 1,
  });
});

test('fails for a name that nobody knows, with all that there are', async () => {
  awsHas('games', [tagged('valheim')]);
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:leaf', Values: ['terraria'] }] })
    .resolves({ AutoScalingGroups: [] });

  await expect(find('terraria')).rejects.toMatchObject({
    message: "there is no leaf 'terraria', neither in the config nor in AWS: there is minecraft, valheim",
    exitCode: 2,
  });
});

test('refuses after a changed Region, as deploy does', async () => {
  writeStates(
    project(),
    ['minecraft'],
    stateText({ address: 'aws_autoscaling_group.Group', values: { arn: GROUP_ARN } }),
  );

  await expect(find('minecraft')).rejects.toMatchObject({
    message:
      'minecraft is deployed in eu-west-1, but Region in base.yaml is eu-central-1: put Region back in base.yaml\n' +
      'Nothing was changed.',
    exitCode: 3,
  });
});

test('refuses after a changed Name, and says which one to put back', async () => {
  autoScaling
    .on(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:container-manager:leaf', Values: ['minecraft'] }] })
    .resolves({ AutoScalingGroups: [tagged('minecraft', {}, 'cm'), tagged('minecraft')] });

  await expect(find('minecraft')).rejects.toMatchObject({
    message:
      "minecraft is deployed under the Name cm, but Name in base.yaml is games: put 'Name: cm' back in base.yaml. " +
      'If games is a second project on purpose, ./cm deploy minecraft --new-project games creates minecraft in it.\n' +
      'Nothing was changed.',
    exitCode: 3,
  });
});

test('fails without credentials, before anything else is asked', async () => {
  sts.on(GetCallerIdentityCommand).rejects(new Error('no credentials'));

  await expect(find('minecraft')).rejects.toThrow('could not authenticate with AWS (no credentials): set AWS_');
  expect(autoScaling.calls()).toEqual([]);
});

test('fails with what is wrong where base.yaml has no Region, and does not ask AWS', () => {
  write('base.yaml', 'Name: games\n');

  expect(() => openDeployedLeaves(project())).toThrow(/^config\/base[.]yaml:1:1 Region: /m);
  expect(sts.calls()).toEqual([]);
});
