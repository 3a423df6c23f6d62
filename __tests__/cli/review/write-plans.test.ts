import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { parseDeployed } from '../../../cli/review/plan-folder';
import { writePlans } from '../../../cli/review/write-plans';
import { colorsOn } from '../../../cli/terminal/colors';
import { Terraform } from '../../../cli/terraform/terraform';
import { planOf } from '../support/plan';
import { emptyProject, testWorkspace, writeStates } from '../support/workspace';

const project = emptyProject();
const [ec2, autoScaling, efs] = [mockClient(EC2Client), mockClient(AutoScalingClient), mockClient(EFSClient)];

beforeEach(() => {
  for (const mock of [ec2, autoScaling, efs]) mock.reset();
  ec2.on(DescribeVpcsCommand).resolves({
    Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'container-manager:project', Value: 'arcade' }] }],
  });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  efs.on(DescribeFileSystemsCommand).resolves({ FileSystems: [] });
  jest.spyOn(Terraform.prototype, 'init').mockResolvedValue();
  jest.spyOn(Terraform.prototype, 'plan').mockResolvedValue(planOf([]));
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** What it said, and what it wrote beside the plans. */
async function plan() {
  const said: string[] = [];
  const folder = join(project().folder, 'plans');
  await writePlans(folder, testWorkspace(project()), {
    colors: colorsOn({}),
    say: (text) => said.push(text),
    during: (_, work) => work(() => undefined),
  });
  return { said, deployed: parseDeployed(readFileSync(join(folder, 'deployed.txt'), 'utf8')) };
}

test('says beside another project that Name may have been changed, and leaves it for the page', async () => {
  const { said, deployed } = await plan();

  expect(said[0]).toBe(
    'base of games has no state, but there is another project:\n' +
      '  arcade: vpc-1\n' +
      "If you changed Name in base.yaml, put 'Name: arcade' back: under another Name everything is created a second time, " +
      'with empty file systems.\n' +
      './cm deploy refuses this.',
  );
  expect(deployed.newProject).toEqual({ name: 'games', projects: [{ name: 'arcade', found: ['vpc-1'] }], unasked: [] });
});

test('does not ask for other projects when base is deployed', async () => {
  writeStates(project(), ['base']);

  const { said, deployed } = await plan();

  expect(said.join('\n')).not.toContain('arcade');
  expect(deployed).not.toHaveProperty('newProject');
  expect(ec2.calls()).toEqual([]);
});
