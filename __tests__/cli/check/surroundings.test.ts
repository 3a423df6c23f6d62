import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstanceTypeOfferingsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';

import { failuresOf } from '../../../cli/check/result';
import { checkAll } from '../../../cli/check/surroundings';
import { CommandError, EXIT } from '../../../cli/terminal/errors';
import { noteRun } from '../../../cli/terraform/killed-runs';
import { type Workspace } from '../../../cli/workspace';
import { baseConfig } from '../support/leaf';
import { emptyProject, testWorkspace, writeStates } from '../support/workspace';

const project = emptyProject();
const ec2 = mockClient(EC2Client);
const [autoScaling, efs, s3] = [mockClient(AutoScalingClient), mockClient(EFSClient), mockClient(S3Client)];
let environment: jest.ReplaceProperty<typeof process.env>;

beforeEach(() => {
  for (const mock of [ec2, autoScaling, efs, s3]) mock.reset();
  ec2.on(DescribeVpcsCommand).resolves({});
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  efs.on(DescribeFileSystemsCommand).resolves({});
  s3.on(ListObjectsV2Command).resolves({});
  ec2.on(DescribeInstanceTypeOfferingsCommand).resolves({
    InstanceTypeOfferings: [{ InstanceType: 'm7i-flex.large', Location: 'eu-central-1a' }],
  });
  terraformIs('1.11.4');
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  environment = jest.replaceProperty(process, 'env', {
    ...Object.fromEntries(others),
    PATH: [project().folder, process.env.PATH].join(delimiter),
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  environment.restore();
});

function terraformIs(version: string): void {
  const file = join(project().folder, 'terraform');
  writeFileSync(file, `#!/bin/sh\necho '{"terraform_version":"${version}"}'\n`);
  chmodSync(file, 0o755);
}

function useProfile(): void {
  const file = join(project().folder, 'aws');
  Object.assign(process.env, { AWS_PROFILE: 'games', AWS_CONFIG_FILE: file });
  writeFileSync(file, '[profile games]\naws_access_key_id = key\naws_secret_access_key = secret\n');
}

const check = (more: Partial<Workspace> = {}) => checkAll({ ...testWorkspace(project()), ...more });
const asked = () => ec2.calls().length;

test('checks the computer, the credentials, the states, and what the config names', async () => {
  writeStates(project(), ['base']);

  expect(await check()).toEqual(
    [
      'Terraform is installed and new enough',
      'AWS accepts the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: account 111111111111, ' +
        'arn:aws:iam::111111111111:user/admin',
      'the states are files on this computer; deployed in eu-central-1: base',
      'Terraform works in the same account',
      "the clock of this computer agrees with AWS's",
      'minecraft: the instance type m7i-flex.large exists in eu-central-1',
    ].map((what) => ({ what, failures: [], doubts: [] })),
  );
});

test('names the profile and the bucket of the states', async () => {
  delete process.env.AWS_ACCESS_KEY_ID;
  useProfile();
  const base = baseConfig({ state: { bucket: 'our-states', region: 'eu-central-1' } });
  const workspace = { ...testWorkspace(project(), { base }), deployed: () => Promise.resolve([]) };

  const [, credentials, states] = await checkAll(workspace);

  expect(credentials?.what).toMatch(/^AWS accepts the profile games: account 111111111111/);
  expect(states?.what).toBe('the bucket our-states of the states is yours; nothing is deployed yet');
});

test('fails where Terraform would work in another account', async () => {
  const warn = jest.spyOn(console, 'warn').mockReturnValue();
  useProfile();
  const sts = mockClient(STSClient);
  sts.on(GetCallerIdentityCommand).resolves({ Account: '222222222222' });
  const workspace = { ...testWorkspace(project()), deployed: () => Promise.resolve([]) };
  try {
    expect(failuresOf(await checkAll(workspace))).toEqual([
      'AWS_PROFILE (games) and AWS_ACCESS_KEY_ID are both set: Terraform would use the keys (account 222222222222), everything ' +
        'else the profile (account 111111111111). Unset one of them',
    ]);
    // of the SDK, that it takes the profile
    expect(warn).not.toHaveBeenCalled();
  } finally {
    sts.restore();
  }
});

test('asks nothing else where AWS does not accept the credentials, and still checks Terraform', async () => {
  terraformIs('1.9.8');

  const results = await check({ caller: () => Promise.reject(new CommandError('no credentials')) });

  expect(failuresOf(results)).toEqual([expect.stringMatching(/^Terraform 1[.]9[.]8 is too old/), 'no credentials']);
  expect(results).toHaveLength(2);
  expect(asked()).toBe(0);
});

test('checks everything else where the stacks are in another account', async () => {
  const error = new CommandError('base is deployed in account 222222222222', { exitCode: EXIT.refused });

  const results = await check({ deployed: () => Promise.reject(error) });

  expect(failuresOf(results)).toEqual(['base is deployed in account 222222222222']);
  expect(asked()).toBe(1);
});

function networkOf(name: string): void {
  const Tags = [{ Key: 'container-manager:project', Value: name }];
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: 'vpc-1', Tags }] });
}

test('fails as a deployment does where base has no state, but another project exists: Name may have been changed', async () => {
  networkOf('cm');

  expect(failuresOf(await check())).toEqual([
    'base of games has no state, but there is another project:\n' +
      '  cm: vpc-1\n' +
      "If you changed Name in base.yaml, put 'Name: cm' back: under another Name everything is created a second time, with " +
      'empty file systems.\n' +
      'If games is a second project on purpose: ./cm deploy --new-project games (once: not any more when its base is ' +
      'deployed).\n' +
      'Nothing was changed.',
  ]);
});

test('a project whose first deployment was killed is no changed Name', async () => {
  networkOf('cm');
  const folder = project().stackFolder('base');
  mkdirSync(folder, { recursive: true });
  noteRun(folder, 'apply', spawnSync('true').pid);

  const results = await check();

  expect(failuresOf(results)).toEqual([]);
  expect(results.map(({ what }) => what)).toContain('eu-central-1 has no project with another Name than games');
});

test('does not look for other projects once base is deployed', async () => {
  networkOf('cm');
  writeStates(project(), ['base']);

  expect(failuresOf(await check())).toEqual([]);
});
