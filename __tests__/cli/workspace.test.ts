import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';

import { openWorkspace } from '../../cli/workspace';
import { stateText } from './support/state';
import { emptyProject, writeStates } from './support/workspace';

const LEAF = `
Ec2: { InstanceType: m5.large }
Container: { Image: 'example/game:1', Ports: [TCP: 25565] }
Watchdog: { Threshold: 1000 }
`;
const GROUP = 'arn:aws:autoscaling:eu-central-1:111111111111:autoScalingGroup:a-b:autoScalingGroupName/it';

const sts = mockClient(STSClient);
const project = emptyProject();
let environment: jest.ReplaceProperty<typeof process.env>;

beforeEach(() => {
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:root' });
  const { folder } = project();
  mkdirSync(join(folder, 'config/leaves'), { recursive: true });
  writeFileSync(join(folder, 'config/base.yaml'), 'Region: eu-central-1\nName: games\n');
  writeFileSync(join(folder, 'config/leaves/minecraft.yaml'), LEAF);
  const terraform = join(folder, 'terraform');
  writeFileSync(terraform, `#!/bin/sh\necho '{"terraform_version":"1.11.4"}'\n`);
  chmodSync(terraform, 0o755);
  const PATH = [folder, process.env.PATH].join(delimiter);
  environment = jest.replaceProperty(process, 'env', { ...process.env, PATH });
  delete process.env.CI;
  delete process.env.CONFIG_DIR;
});

afterEach(() => {
  environment.restore();
});

const open = () => openWorkspace(project());
const asked = () => sts.calls().length;

test('reads the config of its project, and does not ask AWS', () => {
  const { config, configFolder, usedQuickstart } = open();

  expect(config.base).toMatchObject({ name: 'games', region: 'eu-central-1' });
  expect(config.leaves.map(({ id }) => id)).toEqual(['minecraft']);
  expect(configFolder).toBe(join(project().folder, 'config'));
  expect(usedQuickstart).toBe(false);
  expect(asked()).toBe(0);
});

test('fails with the problems of the config', () => {
  writeFileSync(join(project().folder, 'config/base.yaml'), 'Name: games\n');

  expect(open).toThrow(/^config\/base[.]yaml:1:1 Region: /m);
});

test('with the leaves that are needed, knows all others, whose files may be wrong', () => {
  writeFileSync(join(project().folder, 'config/leaves/valheim.yaml'), 'Ec2:\n');

  const { config, leafIds } = openWorkspace(project(), ['Minecraft', 'base']);

  expect(config.leaves.map(({ id }) => id)).toEqual(['minecraft']);
  expect(leafIds).toEqual(['minecraft', 'valheim']);
  expect(open).toThrow(/^config\/leaves\/valheim[.]yaml:1:1 Ec2/m);
});

describe('prepare', () => {
  test('returns what is deployed', async () => {
    writeStates(project(), ['minecraft', 'base', 'valheim']);

    expect(await open().prepare(['base', 'minecraft'])).toEqual(['base', 'minecraft', 'valheim']);
  });

  test('refuses when one of the stacks is deployed in another Region', async () => {
    writeStates(
      project(),
      ['minecraft'],
      stateText({ address: 'aws_autoscaling_group.Group', values: { arn: GROUP } }),
    );
    writeFileSync(join(project().folder, 'config/base.yaml'), 'Region: eu-west-1\nName: games\n');

    await expect(open().prepare(['base', 'minecraft'])).rejects.toMatchObject({
      message: expect.stringMatching(/^minecraft is deployed in eu-central-1, but Region/) as string,
      exitCode: 3,
    });
    expect(await open().prepare(['base'])).toEqual(['minecraft']);
  });

  test('refuses when one of the stacks is deployed in another account', async () => {
    writeStates(
      project(),
      ['minecraft'],
      stateText({ address: 'aws_autoscaling_group.Group', values: { arn: GROUP } }),
    );
    sts.on(GetCallerIdentityCommand).resolves({ Account: '222222222222', Arn: 'arn:aws:iam::222222222222:root' });

    await expect(open().prepare(['minecraft'])).rejects.toMatchObject({
      message: expect.stringMatching(/^minecraft is deployed in account 111111111111, but/) as string,
      exitCode: 3,
    });
  });

  test('refuses a profile and keys of two accounts, whatever is to be done', async () => {
    Object.assign(process.env, { AWS_PROFILE: 'games', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
    const ofKeys = { Account: '222222222222', Arn: 'arn:aws:iam::222222222222:root' };
    const ofProfile = { Account: '111111111111', Arn: 'arn:aws:iam::111111111111:root' };
    sts.on(GetCallerIdentityCommand).resolvesOnce(ofProfile).resolves(ofKeys);

    await expect(open().prepare(['base'])).rejects.toMatchObject({
      message:
        'AWS_PROFILE (games) and AWS_ACCESS_KEY_ID are both set: Terraform would use the keys (account 222222222222), ' +
        'everything else the profile (account 111111111111). Unset one of them. Nothing was changed.',
      exitCode: 1,
    });
  });

  test('fails when Terraform is too old, before it asks AWS', async () => {
    writeFileSync(join(project().folder, 'terraform'), `#!/bin/sh\necho '{"terraform_version":"1.9.8"}'\n`);

    await expect(open().prepare([])).rejects.toThrow('Terraform 1.9.8 is too old');
    expect(asked()).toBe(0);
  });

  test('fails in CI without a bucket when stacks may get their first state', async () => {
    process.env.CI = 'true';

    await expect(open().prepare([], { createsStates: true })).rejects.toThrow('the config has no State.Bucket');
    expect(await open().prepare([])).toEqual([]);
  });
});
