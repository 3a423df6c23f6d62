import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeVpcsCommand, EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { AwsClients } from '../../../cli/aws/clients';
import { assertNewOnPurpose, assertSameName } from '../../../cli/state/new-project';
import { StateStore } from '../../../cli/state/store';
import { CommandError, EXIT } from '../../../cli/terminal/errors';
import { emptyProject } from '../support/workspace';

const project = emptyProject();
const [ec2, autoScaling, efs] = [mockClient(EC2Client), mockClient(AutoScalingClient), mockClient(EFSClient)];

beforeEach(() => {
  for (const mock of [ec2, autoScaling, efs]) mock.reset();
  ec2.on(DescribeVpcsCommand).resolves({});
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  efs.on(DescribeFileSystemsCommand).resolves({});
});

const check = (given?: string) =>
  assertNewOnPurpose(
    {
      name: 'games2',
      clients: new AwsClients('eu-central-1'),
      states: new StateStore(project(), { name: 'games2' }, () => Promise.resolve('111111111111')),
      project: project(),
    },
    given,
  );

function networkOf(...names: readonly string[]): void {
  const vpcs = names.map((name, index) => ({
    VpcId: `vpc-${index + 1}`,
    Tags: [{ Key: 'container-manager:project', Value: name }],
  }));
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: vpcs });
}

test('accepts an account without another project', async () => {
  networkOf('games2');

  await expect(check()).resolves.toBeUndefined();
});

test('refuses beside another project, with what to put back and how to say that it is on purpose', async () => {
  networkOf('games');

  await expect(check()).rejects.toMatchObject({
    message:
      'base of games2 has no state, but there is another project:\n' +
      '  games: vpc-1\n' +
      "If you changed Name in base.yaml, put 'Name: games' back: under another Name everything is created a second time, " +
      'with empty file systems.\n' +
      'If games2 is a second project on purpose: ./cm deploy --new-project games2 (once: not any more when its base is ' +
      'deployed).\n' +
      'Nothing was changed.',
    exitCode: 3,
  });
});

test('names each of several projects', async () => {
  networkOf('games', 'arcade');

  await expect(check()).rejects.toThrow(
    'base of games2 has no state, but there are other projects:\n  arcade: vpc-2\n  games: vpc-1\n' +
      "If you changed Name in base.yaml, put 'Name: arcade' or 'Name: games' back:",
  );
});

test('refuses when the account does not say whether there is another project, and names the call', async () => {
  ec2
    .on(DescribeVpcsCommand)
    .rejects(
      new EC2ServiceException({ name: 'UnauthorizedOperation', message: 'not you', $fault: 'client', $metadata: {} }),
    );

  await expect(check()).rejects.toMatchObject({
    message:
      'base of games2 has no state, and these calls, which would show other projects, were refused:\n' +
      '  ec2:DescribeVpcs: not you (UnauthorizedOperation)\n' +
      'If you changed Name in base.yaml, put the old one back. To be sure, allow these calls (docs/ci.md).\n' +
      'If games2 is a new project on purpose: ./cm deploy --new-project games2 (once: not any more when its base is ' +
      'deployed).\n' +
      'Nothing was changed.',
    exitCode: 3,
  });
});

test('accepts a project that is new on purpose', async () => {
  networkOf('games');

  await expect(check('games2')).resolves.toBeUndefined();
});

test('fails as wrong use when --new-project does not repeat the Name', () => {
  const same = (given?: string) => () => {
    assertSameName(given, 'games2');
  };

  expect(same()).not.toThrow();
  expect(same('games2')).not.toThrow();
  expect(same('games')).toThrow(
    new CommandError(
      '--new-project says games, but Name in base.yaml is games2. The option repeats the Name of a project that is new ' +
        'on purpose. Nothing was changed.',
      { exitCode: EXIT.wrongUse },
    ),
  );
});
