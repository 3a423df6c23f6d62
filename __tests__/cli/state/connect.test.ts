import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { GetObjectCommand, NoSuchBucket, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { type Project } from '../../../cli/project/project';
import { assertStateStays, connectState } from '../../../cli/state/connect';
import { StateStore } from '../../../cli/state/store';
import { Terraform } from '../../../cli/terraform/terraform';
import { type BaseConfig } from '../../../modules/config/types';
import { stateText } from '../support/state';
import { emptyProject, writeStates } from '../support/workspace';

const s3 = mockClient(S3Client);
const project = emptyProject();
const STACK = 'connected-once';
const KEY = `ours/${STACK}/terraform.tfstate`;

let folder: string;
let terraform: Terraform;
let init: jest.SpiedFunction<Terraform['init']>;

beforeEach(() => {
  s3.reset();
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
  folder = mkdtempSync(join(tmpdir(), 'cm-state-'));
  terraform = new Terraform(STACK, folder);
  init = jest.spyOn(terraform, 'init').mockResolvedValue();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes what `terraform init` leaves in a stack's folder. */
function connectedTo(backend: unknown): void {
  mkdirSync(join(folder, '.terraform'));
  writeFileSync(join(folder, '.terraform/terraform.tfstate'), JSON.stringify({ version: 3, backend }));
}

function base(bucket?: string, name = 'ours'): Pick<BaseConfig, 'name' | 'state'> {
  return { name, ...(bucket !== undefined && { state: { bucket, region: 'eu-central-1' } }) };
}

const connect = (config: Pick<BaseConfig, 'name' | 'state'>) =>
  connectState(terraform, new StateStore(project(), config, () => Promise.resolve('111111111111')));

const IN_S3 = { type: 's3', config: { bucket: 'states', key: KEY, region: 'eu-central-1' } };
const LOCAL = { type: 'local', config: { path: '../../../terraform.tfstate.d/x/terraform.tfstate' } };

test.each([
  ['for the first time, to S3', undefined, base('states'), false],
  ['for the first time, to a local state', undefined, base(), false],
  ['again, to the same place in S3', IN_S3, base('states'), false],
  ['again, to a local state', LOCAL, base(), false],
  // the move is ours: Terraform must not ask
  ['to S3 after a local state', LOCAL, base('states'), true],
])('connects %s', async (_, before, config, reconfigure) => {
  if (before !== undefined) connectedTo(before);

  const done = await connect(config);

  expect(done).toEqual([]);
  expect(init.mock.calls).toEqual([[{ reconfigure, lockFile: project().lockFile() }]]);
});

const DEPLOYED = stateText({ address: 'aws_vpc.Network', values: { id: 'vpc-1' } });
const SECOND =
  'If theirs is a second project on purpose, clone this repository again for it, and run there: ' +
  `./cm deploy --new-project theirs. Nothing of ${STACK} was changed.`;
const MOVE = "put State back, or move the state first (docs/operations.md, 'Move the state')";

test.each([
  ['another bucket', base('others'), `s3://others/${KEY}`, MOVE],
  ['no bucket', base(), 'no State.Bucket', MOVE],
  [
    'another Name',
    base('states', 'theirs'),
    `s3://states/theirs/${STACK}/terraform.tfstate`,
    `put 'Name: ours' back in base.yaml. ${SECOND}`,
  ],
  [
    'another bucket and Name',
    base('others', 'theirs'),
    `s3://others/theirs/${STACK}/terraform.tfstate`,
    `put State and 'Name: ours' back in base.yaml. ${SECOND}`,
  ],
])('fails when the state is in S3 and base.yaml has %s, and does not connect', async (_, config, now, cure) => {
  connectedTo(IN_S3);
  s3.on(GetObjectCommand, { Bucket: 'states', Key: KEY }).resolves({ Body: body(DEPLOYED) });

  await expect(connect(config)).rejects.toMatchObject({
    message: `the state of ${STACK} is in s3://states/${KEY}, but base.yaml now says ${now}: ${cure}`,
    exitCode: 3,
  });

  expect(init).not.toHaveBeenCalled();
});

test.each([
  ['has none', undefined],
  ['has an empty one', stateText()],
])('connects to another bucket where the one that was connected before %s', async (_, text) => {
  connectedTo(IN_S3);
  if (text !== undefined) s3.on(GetObjectCommand, { Bucket: 'states' }).resolves({ Body: body(text) });

  await connect(base('others'));

  expect(init.mock.calls).toEqual([[{ reconfigure: true, lockFile: project().lockFile() }]]);
});

test('connects to another bucket when the one that was connected before is gone', async () => {
  connectedTo(IN_S3);
  s3.on(GetObjectCommand, { Bucket: 'states' }).rejects(new NoSuchBucket({ message: 'no', $metadata: {} }));

  await connect(base('others'));

  expect(init.mock.calls).toEqual([[{ reconfigure: true, lockFile: project().lockFile() }]]);
});

test('connects to another bucket, or to a local state, to which a person copied the state', async () => {
  connectedTo(IN_S3);
  s3.on(GetObjectCommand).resolves({ Body: body(DEPLOYED) });

  await connect(base('others'));
  writeStates(project(), [STACK], DEPLOYED);
  await connect(base());

  expect(init.mock.calls.map(([{ reconfigure }]) => reconfigure)).toEqual([true, true]);
});

test('fails when another bucket has an older copy of the state', async () => {
  connectedTo(IN_S3);
  s3.on(GetObjectCommand, { Bucket: 'states' }).resolves({ Body: body(DEPLOYED) });
  s3.on(GetObjectCommand, { Bucket: 'others' }).resolves({ Body: body(stateText({ address: 'aws_vpc.Network' })) });

  await expect(connect(base('others'))).rejects.toThrow(MOVE);
});

test('fails when the bucket that was connected before cannot be read', async () => {
  connectedTo(IN_S3);
  s3.on(GetObjectCommand, { Bucket: 'states' }).rejects(
    Object.assign(new Error('Access Denied'), { name: 'AccessDenied' }),
  );

  await expect(connect(base('others'))).rejects.toMatchObject({
    message:
      `cannot read the state of ${STACK} in s3://states/${KEY}: Access Denied (AccessDenied). This computer last had it ` +
      `there, but base.yaml now says s3://others/${KEY}: ${MOVE}`,
    exitCode: 3,
  });
});

test('does not connect to a bucket of another account: Terraform would send it the values of the plan', async () => {
  s3.on(GetObjectCommand, { Bucket: 'states', Key: KEY, ExpectedBucketOwner: '111111111111' }).rejects(
    Object.assign(new Error('Access Denied'), { name: 'AccessDenied' }),
  );

  await expect(connect(base('states'))).rejects.toThrow(
    `cannot read the state of ${STACK} in s3://states/${KEY}: Access Denied (AccessDenied)`,
  );

  expect(init).not.toHaveBeenCalled();
});

const EVIL = stateText({ address: 'evil_thing.It', provider: 'provider["registry.terraform.io/evil/thing"]' });

test.each([
  ['in the bucket', (text: string) => s3.on(GetObjectCommand).resolves({ Body: body(text) })],
  [
    'on this computer',
    (text: string) => {
      writeStates(project(), [STACK], text);
    },
  ],
])('does not let Terraform download a provider that a crafted state %s names', async (_, put) => {
  put(EVIL);

  await expect(connect(base('states'))).rejects.toMatchObject({
    message: expect.stringContaining(`the state of ${STACK} names the provider provider["registry`) as string,
    exitCode: 3,
  });

  expect(init).not.toHaveBeenCalled();
});

/** A cast: the SDK's type has methods that nobody calls. */
function body(text: string): never {
  return { transformToString: () => Promise.resolve(text) } as never;
}

test('does not move the local state of another Name to the bucket, where nobody would find it', async () => {
  const values = { tags_all: { 'container-manager:project': 'theirs' } };
  writeStates(project(), [STACK], stateText({ address: 'aws_vpc.Network', values }));
  const push = jest.spyOn(terraform, 'pushState').mockResolvedValue();

  await expect(connect(base('states'))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^\S+[/]terraform[.]tfstate is of the project theirs, but Name in base[.]yaml is ours: put 'Name: theirs' back in /,
    ) as string,
    exitCode: 3,
  });

  expect(push).not.toHaveBeenCalled();
});

test('refuses to continue when the state of the last apply was not saved, and does not connect', async () => {
  writeFileSync(join(folder, 'errored.tfstate'), '{}');

  const error: unknown = await connect(base('states')).catch((reason: unknown) => reason);

  const where = relative('', folder);
  expect(error).toMatchObject({ exitCode: 3 });
  expect((error as Error).message).toBe(
    `Terraform could not save the state of ${STACK} last time; it is in ${where}. Save it before you do anything else, ` +
      "and when that has succeeded delete errored.tfstate (docs/operations.md, 'A state that could not be saved'):\n" +
      `  terraform -chdir=${where} state push errored.tfstate`,
  );
  expect(init).not.toHaveBeenCalled();
});

test.each([
  ['a deployment', (here: Project) => here.stackFolder(STACK)],
  ['a removal', (here: Project) => here.removalFolder(STACK)],
])('also refuses when the state that was not saved is that of %s', async (_, folderIn) => {
  mkdirSync(folderIn(project()), { recursive: true });
  writeFileSync(join(folderIn(project()), 'errored.tfstate'), '{}');

  await expect(connect(base('states'))).rejects.toThrow('state push errored.tfstate');
});

describe('in CI', () => {
  const { CI } = process.env;

  afterEach(() => {
    delete process.env.CI;
    if (CI !== undefined) process.env.CI = CI;
  });

  test.each(['true', '1'])('fails without a bucket: the state would be lost with the machine (CI=%s)', (value) => {
    process.env.CI = value;

    expect(() => {
      assertStateStays(base());
    }).toThrow('run ./cm bootstrap on your computer and commit config/');
    expect(() => {
      assertStateStays(base('states'));
    }).not.toThrow();
  });

  test.each([undefined, '', 'false'])('accepts a local state on a person’s computer (CI is %p)', (value) => {
    delete process.env.CI;
    if (value !== undefined) process.env.CI = value;

    expect(() => {
      assertStateStays(base());
    }).not.toThrow();
  });
});
