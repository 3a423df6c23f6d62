import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { DescribeInstanceTypeOfferingsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';

import { failuresOf } from '../../../cli/check/result';
import { checkAll } from '../../../cli/check/surroundings';
import { CommandError, EXIT } from '../../../cli/terminal/errors';
import { type Workspace } from '../../../cli/workspace';
import { baseConfig } from '../support/leaf';
import { emptyProject, testWorkspace, writeStates } from '../support/workspace';

const project = emptyProject();
const ec2 = mockClient(EC2Client);
let environment: jest.ReplaceProperty<typeof process.env>;

beforeEach(() => {
  ec2.reset();
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
      'Terraform uses the same credentials',
      "the clock of this computer agrees with AWS's",
      'minecraft: the instance type m7i-flex.large exists in eu-central-1',
    ].map((what) => ({ what, failures: [], doubts: [] })),
  );
});

test('names the profile and the bucket of the states', async () => {
  delete process.env.AWS_ACCESS_KEY_ID;
  process.env.AWS_PROFILE = 'games';
  process.env.AWS_CONFIG_FILE = join(project().folder, 'aws');
  writeFileSync(
    join(project().folder, 'aws'),
    '[profile games]\naws_access_key_id = key\naws_secret_access_key = secret\n',
  );
  const base = baseConfig({ state: { bucket: 'our-states', region: 'eu-central-1' } });
  const workspace = { ...testWorkspace(project(), { base }), deployed: () => Promise.resolve([]) };

  const [, credentials, states] = await checkAll(workspace);

  expect(credentials?.what).toMatch(/^AWS accepts the profile games: account 111111111111/);
  expect(states?.what).toBe('the bucket our-states of the states is yours; nothing is deployed yet');
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
