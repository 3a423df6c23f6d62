import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { ListRolesCommand } from '@aws-sdk/client-iam';

import { type Clients, clientsOf, destroyClients } from '../emulator/clients';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { changesIn } from '../emulator/changes';
import { ProjectCopy } from '../project-copy/project-copy';

const BASE = '# the one in Frankfurt\r\nRegion: "eu-central-1"   # near us\r\n';
const BUCKET = 'container-manager-state-123456789012-eu-central-1';

let emulator: Emulator;
let project: ProjectCopy;
let clients: Clients;

beforeEach(async () => {
  emulator = await startEmulator();
  project = new ProjectCopy(emulator.environment);
  clients = clientsOf(emulator.endpoint, 'eu-central-1');
});

afterEach(async () => {
  await project.dispose();
  destroyClients(clients);
  await emulator.stop();
});

async function policySids(): Promise<string[]> {
  const { Policy = '{}' } = await clients.s3.send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
  const { Statement } = JSON.parse(Policy) as { Statement: { Sid: string }[] };
  return Statement.map(({ Sid }) => Sid);
}

test('creates the state bucket and the ECS role, and adds the bucket to base.yaml', async () => {
  project.write('config/base.yaml', BASE);

  const { code, stdout, stderr } = await project.cm(['bootstrap']);

  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain(`Wrote State.Bucket: ${BUCKET}`);
  expect(stderr).not.toContain('moves the local state');
  // the lines that were there stay as they were, with their line endings
  expect(project.read('config/base.yaml')).toBe(
    `${BASE}\r\nState:\r\n  Bucket: ${BUCKET}\r\n  Region: eu-central-1\r\n`,
  );
  const bucket = { Bucket: BUCKET };
  expect((await clients.s3.send(new GetBucketLocationCommand(bucket))).LocationConstraint).toBe('eu-central-1');
  expect((await clients.s3.send(new GetBucketVersioningCommand(bucket))).Status).toBe('Enabled');
  expect((await clients.s3.send(new GetPublicAccessBlockCommand(bucket))).PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  const { ServerSideEncryptionConfiguration: encryption } = await clients.s3.send(
    new GetBucketEncryptionCommand(bucket),
  );
  expect(encryption?.Rules?.map((rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm)).toEqual(['AES256']);
  const { Rules: rules } = await clients.s3.send(new GetBucketLifecycleConfigurationCommand(bucket));
  expect(rules).toMatchObject([
    { ID: 'old-states-of-container-manager', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
  ]);
  const { Policy = '{}' } = await clients.s3.send(new GetBucketPolicyCommand(bucket));
  expect(JSON.parse(Policy)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'NobodyWithoutTls',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:*'],
        Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
  const { Roles } = await clients.iam.send(
    new ListRolesCommand({ PathPrefix: '/aws-service-role/ecs.amazonaws.com/' }),
  );
  expect(Roles).toHaveLength(1);
});

test('changes neither the bucket nor base.yaml when it is run again', async () => {
  project.write('config/base.yaml', BASE);
  await project.cm(['bootstrap']);
  const text = project.read('config/base.yaml');
  const before = emulator.calls.length;

  const { code } = await project.cm(['bootstrap']);

  expect(code).toBe(0);
  expect(project.read('config/base.yaml')).toBe(text);
  expect(changesIn(emulator.calls.slice(before))).toEqual([
    // both write settings that the bucket has already
    `s3 PUT /${BUCKET}`,
    `s3 PUT /${BUCKET}`,
  ]);
  expect(await policySids()).toEqual(['NobodyWithoutTls']);
});

test('copies the quickstart to the Region that was given, and announces that deploy moves the local state', async () => {
  project.write('terraform.tfstate.d/base/terraform.tfstate', '{}');

  const { code, stderr } = await project.cm(['bootstrap', '--region', 'eu-west-2']);

  expect(code).toBe(0);
  expect(stderr).toContain('Copied the quickstart to config/: it is yours to change. Its Region is eu-west-2.');
  expect(stderr).toContain('The next ./cm deploy moves the local state there.');
  const bucket = 'container-manager-state-123456789012-eu-west-2';
  expect(project.read('config/base.yaml')).toBe(
    project
      .read('examples/quickstart/base.yaml')
      .replace('Region: us-east-1', 'Region: eu-west-2')
      .replace(
        '# State:\n#   Bucket: my-container-manager-state\n',
        `State:\n  Bucket: ${bucket}\n  Region: eu-west-2\n`,
      ),
  );
  expect(project.read('config/leaves/minecraft.yaml')).toBe(project.read('examples/quickstart/leaves/minecraft.yaml'));
  const { LocationConstraint: location } = await clients.s3.send(new GetBucketLocationCommand({ Bucket: bucket }));
  expect(location).toBe('eu-west-2');
});

test.each([
  ['without a word about the Region, where nobody can be asked', [], 'No terminal to ask: add --region, as in'],
  ['for a Region that is not known', ['--region', 'eu-central-9'], "--region: 'eu-central-9' is not a Region that"],
])('makes and copies nothing %s', async (_, args, message) => {
  const { code, stderr } = await project.cm(['bootstrap', ...args]);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(project.exists('config')).toBe(false);
  expect(emulator.calls).toEqual([]);
});

test('refuses a --region that is not the one in base.yaml', async () => {
  project.write('config/base.yaml', BASE);

  const { code, stderr } = await project.cm(['bootstrap', '--region', 'eu-west-2']);

  expect(code).toBe(2);
  expect(stderr).toContain('base.yaml says Region: eu-central-1, --region says eu-west-2: omit --region, or change');
  expect(project.read('config/base.yaml')).toBe(BASE);
});

test('keeps the encryption key and the policy of an existing bucket, and adds what is missing', async () => {
  project.write('config/base.yaml', BASE);
  await clients.s3.send(
    new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
  );
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/ours' },
  };
  await clients.s3.send(
    new PutBucketEncryptionCommand({ Bucket: BUCKET, ServerSideEncryptionConfiguration: { Rules: [rule] } }),
  );
  const Policy = '{"Version":"2012-10-17","Statement":[{"Sid":"Ours","Effect":"Allow","Principal":"*"}]}';
  await clients.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));

  const { code } = await project.cm(['bootstrap']);

  expect(code).toBe(0);
  const { ServerSideEncryptionConfiguration: encryption } = await clients.s3.send(
    new GetBucketEncryptionCommand({ Bucket: BUCKET }),
  );
  expect(encryption?.Rules?.map((each) => each.ApplyServerSideEncryptionByDefault?.SSEAlgorithm)).toEqual(['aws:kms']);
  expect(await policySids()).toEqual(['Ours', 'NobodyWithoutTls']);
});

test('refuses a bucket of another account, and changes nothing', async () => {
  project.write('config/base.yaml', BASE);
  // S3's answer where the owner is not the expected one
  emulator.fail({ service: 's3', action: 'HEAD /worlds', status: 403, code: 'AccessDenied' });

  const { code, stderr } = await project.cm(['bootstrap', '--bucket', 'worlds']);

  expect(code).toBe(1);
  expect(stderr).toContain('the bucket worlds belongs to another account');
  expect(changesIn(emulator.calls)).toEqual([]);
  expect(project.read('config/base.yaml')).toBe(BASE);
});

test.each([
  [
    'without credentials',
    [],
    { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    1,
    'could not authenticate with AWS',
  ],
  ['for a bucket of another account', ['--bucket', 'worlds'], {}, 1, 'the bucket worlds belongs to another account'],
  ['for a name that no bucket can have', ['--bucket', 'My_States'], {}, 2, "--bucket: 'My_States' is not allowed: use"],
])('copies no config where it fails %s', async (_, args, environment, exitCode, message) => {
  emulator.fail({ service: 's3', action: 'HEAD /worlds', status: 403, code: 'AccessDenied' });

  const { code, stderr } = await project.cm(['bootstrap', '--region', 'eu-central-1', ...args], { environment });

  expect(code).toBe(exitCode);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('Copied');
  expect(project.exists('config')).toBe(false);
  expect(changesIn(emulator.calls)).toEqual([]);
});

test('refuses a --bucket that is not the one in base.yaml', async () => {
  project.write('config/base.yaml', `${BASE}State: { Bucket: ours }\n`);

  const { code, stderr } = await project.cm(['bootstrap', '--bucket', 'worlds']);

  expect(code).toBe(2);
  expect(stderr).toContain('base.yaml says State.Bucket: ours, --bucket says worlds');
});
