import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, DescribeMountTargetsCommand, EFSClient } from '@aws-sdk/client-efs';
import { mockClient } from 'aws-sdk-client-mock';

import { importExisting } from '../../../cli/existing/import-existing';
import { type Import, NotThereError } from '../../../cli/terraform/imports';
import { type TerraformPlan } from '../../../cli/terraform/plan';
import { planOf } from '../support/plan';
import { emptyProject, writeSynthesized } from '../support/workspace';

const project = emptyProject();
const ec2 = mockClient(EC2Client);
const efs = mockClient(EFSClient);
const TAGS = { 'container-manager:project': 'games', 'container-manager:leaf': 'minecraft' };
const SINCE = new Date('2026-11-22T20:00:00Z');

beforeEach(() => {
  for (const mock of [ec2, efs]) mock.reset();
});

/** A resource that a test's stack has. */
interface Resource {
  readonly address: string;
  readonly after: Readonly<Record<string, unknown>>;
  /** What AWS says of it. Absent: it does not exist. */
  readonly inAws?: Readonly<Record<string, unknown>>;
  readonly refersTo?: string;
}

/** Terraform with a provider that knows what exists: each plan gets its imports. */
function terraformOf(resources: readonly Resource[], folder: string) {
  const plans: string[][] = [];
  const plan = ({ imports = [] }: { imports?: readonly Import[] } = {}): Promise<TerraformPlan> => {
    plans.push(imports.map(({ address, id }) => `${address} ${id}`));
    const missing = imports.filter(({ address }) => byAddress(resources, address).inAws === undefined);
    if (missing.length > 0) {
      const [first = { address: '' }] = missing;
      return Promise.reject(new NotThereError('not there', [first.address]));
    }
    return Promise.resolve(planned(resources, imports));
  };
  return { plans, terraform: { stack: 'minecraft', folder, plan } };
}

function byAddress(resources: readonly Resource[], wanted: string): Resource {
  return resources.find(({ address }) => address === wanted)!;
}

/** What refers to something that is to be created is known only after apply. */
function planned(resources: readonly Resource[], imports: readonly Import[]): TerraformPlan {
  const known = new Map(imports.map(({ address, id }) => [address, id]));
  return planOf(
    resources.map(({ address, after, inAws, refersTo }) => {
      const id = known.get(address);
      if (id !== undefined) return { address, actions: ['no-op'], before: inAws, after, importing: { id } };
      const parent = refersTo === undefined ? undefined : known.get(refersTo);
      return {
        address,
        actions: ['create'],
        after: { ...after, ...(parent !== undefined && { file_system_id: parent }) },
      };
    }),
  );
}

async function run(resources: readonly Resource[], since?: Date) {
  const folder = project().stackFolder('minecraft');
  const body: Record<string, Record<string, unknown>> = {};
  for (const { address, refersTo } of resources) {
    const [type = '', name = ''] = address.split('.');
    (body[type] ??= {})[name] = refersTo === undefined ? {} : { on: `\${${refersTo}.id}` };
  }
  writeSynthesized(folder, body);
  const { plans, terraform } = terraformOf(resources, folder);
  const plan = await importExisting({
    terraform,
    plan: planned(resources, []),
    project: 'games',
    caller: { account: '111111111111', partition: 'aws' },
    ...(since && { since }),
  });
  return { plans, plan };
}

const imported = (plan: TerraformPlan) =>
  plan.resource_changes.flatMap(({ address, change }) => (change.importing ? [address] : []));

test('imports what exists, and leaves the rest to be created', async () => {
  const { plan } = await run([
    { address: 'aws_iam_role.Task', after: { name: 'games-minecraft-task' }, inAws: { tags_all: TAGS } },
    { address: 'aws_iam_role.Hook', after: { name: 'games-minecraft-hook' } },
    { address: 'aws_sns_topic.Alerts', after: { name: 'games-minecraft-alerts' }, inAws: { tags_all: TAGS } },
  ]);

  expect(plan.resource_changes.map(({ address, change }) => [address, change.importing?.id])).toEqual([
    ['aws_iam_role.Task', 'games-minecraft-task'],
    ['aws_iam_role.Hook', undefined],
    ['aws_sns_topic.Alerts', 'arn:aws:sns:eu-central-1:111111111111:games-minecraft-alerts'],
  ]);
});

test('finds more with each import, and asks for nothing twice', async () => {
  efs.on(DescribeFileSystemsCommand).resolves({
    FileSystems: [
      {
        OwnerId: '1',
        CreationToken: 'x',
        CreationTime: SINCE,
        LifeCycleState: 'available',
        NumberOfMountTargets: 0,
        SizeInBytes: { Value: 0 },
        PerformanceMode: 'generalPurpose',
        FileSystemId: 'fs-1',
        Tags: Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value })),
      },
    ],
  });
  efs.on(DescribeMountTargetsCommand, { FileSystemId: 'fs-1' }).resolves({
    MountTargets: [
      { MountTargetId: 'fsmt-1', FileSystemId: 'fs-1', SubnetId: 'subnet-1', LifeCycleState: 'available' },
    ],
  });

  const { plan, plans } = await run(
    [
      { address: 'aws_efs_file_system.World', after: { tags_all: TAGS }, inAws: { tags_all: TAGS } },
      {
        address: 'aws_efs_mount_target.World',
        after: { subnet_id: 'subnet-1' },
        inAws: {},
        refersTo: 'aws_efs_file_system.World',
      },
    ],
    SINCE,
  );

  expect(imported(plan)).toEqual(['aws_efs_file_system.World', 'aws_efs_mount_target.World']);
  expect(plans).toEqual([
    ['aws_efs_file_system.World fs-1'],
    ['aws_efs_file_system.World fs-1', 'aws_efs_mount_target.World fsmt-1'],
  ]);
});

test('what refers to something that does not exist is not tried a second time: it does not exist either', async () => {
  const { plan, plans } = await run([
    { address: 'aws_lambda_function.Hook', after: { function_name: 'games-minecraft-hook' } },
    {
      address: 'aws_lambda_function_event_invoke_config.Hook',
      after: { function_name: 'games-minecraft-hook' },
      refersTo: 'aws_lambda_function.Hook',
    },
  ]);

  expect(imported(plan)).toEqual([]);
  expect(plans).toEqual([
    [
      'aws_lambda_function.Hook games-minecraft-hook',
      'aws_lambda_function_event_invoke_config.Hook games-minecraft-hook',
    ],
    [],
  ]);
});

// an import replaces a permission: a deployment that was killed in between left the rule's target
test.each(['aws_lambda_permission.Rule', 'aws_key_pair.Ssh'])(
  'what refers to %s is looked for, although that does not exist',
  async (parent) => {
    const { plan } = await run([
      { address: parent, after: { key_name: 'games-base-ssh' } },
      {
        address: 'aws_iam_role.It',
        after: { name: 'games-minecraft-it' },
        inAws: { tags_all: TAGS },
        refersTo: parent,
      },
    ]);

    expect(imported(plan)).toEqual(['aws_iam_role.It']);
  },
);

test('asks for nothing when nothing has a name or can be looked up', async () => {
  const { plans } = await run([{ address: 'aws_default_security_group.Default', after: { vpc_id: 'vpc-1' } }]);

  expect(plans).toEqual([]);
});

test('refuses what belongs to another project', async () => {
  const theirs = { tags_all: { 'container-manager:project': 'others' } };

  await expect(
    run([{ address: 'aws_iam_role.Task', after: { name: 'games-minecraft-task' }, inAws: theirs }]),
  ).rejects.toMatchObject({
    message:
      'aws_iam_role.Task cannot be created: games-minecraft-task exists in AWS and does not belong to the project games. ' +
      'Delete or rename it, or choose another name for the leaf or the project, then deploy again. Nothing was changed.',
    exitCode: 3,
  });
});

test('refuses a DNS record that somebody else made, which has another time to live', async () => {
  const after = { zone_id: 'Z1', name: 'minecraft.example.com', type: 'A', ttl: 5 };

  await expect(run([{ address: 'aws_route53_record.It', after, inAws: { ...after, ttl: 300 } }])).rejects.toThrow(
    /^aws_route53_record[.]It cannot be created: Z1_minecraft[.]example[.]com_A exists/,
  );
  const ours = await run([{ address: 'aws_route53_record.It', after, inAws: after }]);
  expect(imported(ours.plan)).toEqual(['aws_route53_record.It']);
});

test('refuses to choose between two that could be the one', async () => {
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: 'vpc-1' }, { VpcId: 'vpc-2' }] });

  await expect(run([{ address: 'aws_vpc.Network', after: { tags_all: TAGS }, inAws: {} }])).rejects.toMatchObject({
    message:
      'aws_vpc.Network is in no state, and AWS has 2 of it: vpc-1, vpc-2. Delete all but one of them in the AWS console, ' +
      'then deploy again. Nothing was changed.',
    exitCode: 3,
  });
});
