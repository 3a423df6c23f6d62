import { existsSync } from 'node:fs';

import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { StateStore } from '../../../cli/state/store';
import { CommandError } from '../../../cli/terminal/errors';
import { emptyProject, writeStates } from '../support/workspace';

const s3 = mockClient(S3Client);
const project = emptyProject();
const store = (state?: { bucket: string; region: string }) =>
  new StateStore(project(), { name: 'games', ...(state && { state }) }, () => Promise.resolve('111111111111'));
const inBucket = () => store({ bucket: 'states', region: 'eu-central-1' });

beforeEach(() => {
  s3.reset();
});

test('reads no state of a stack that has none', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));

  expect(await inBucket().read('minecraft')).toEqual([]);
});

test('fails with the name of a state that the bucket does not return, and does not take it for missing', async () => {
  s3.on(GetObjectCommand).rejects(Object.assign(new Error('Reduce your request rate'), { name: 'SlowDown' }));

  const error: unknown = await inBucket()
    .read('minecraft')
    .catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({
    message:
      'cannot read the state of minecraft in s3://states/games/minecraft/terraform.tfstate: ' +
      'Reduce your request rate (SlowDown)',
  });
});

/** Lists, reads and deletes states in the bucket. */
async function useEachCall(): Promise<void> {
  s3.on(ListObjectsV2Command).resolves({});
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
  s3.on(DeleteObjectCommand).resolves({});

  await inBucket().stacks();
  await inBucket().read('minecraft');
  await inBucket().delete('minecraft');
}

test('follows S3 to the Region of the bucket when it lists, reads and deletes states', async () => {
  await useEachCall();

  const clients = s3.calls().map(({ thisValue }) => thisValue as S3Client);
  expect(clients.map(({ config }) => config.followRegionRedirects)).toEqual([true, true, true]);
});

test('deletes the state in the bucket', async () => {
  s3.on(DeleteObjectCommand).resolves({});

  await inBucket().delete('minecraft');

  expect(s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input)).toEqual([
    { Bucket: 'states', ExpectedBucketOwner: '111111111111', Key: 'games/minecraft/terraform.tfstate' },
  ]);
});

test('names the owner of the bucket with every call: one of that name that somebody else has gets nothing', async () => {
  await useEachCall();

  const inputs = s3.calls().map(({ args }) => args[0].input as Record<string, unknown>);
  expect(inputs.map(({ ExpectedBucketOwner: owner }) => owner)).toEqual(Array(3).fill('111111111111'));
});

test('fails with the account that must own the bucket when S3 refuses to list it', async () => {
  s3.on(ListObjectsV2Command).rejects(Object.assign(new Error('Access Denied'), { name: 'AccessDenied' }));

  await expect(inBucket().stacks()).rejects.toThrow(
    'cannot read the states in s3://states: Access Denied (AccessDenied). If the bucket is not there yet, run ' +
      './cm bootstrap. It must belong to account 111111111111, that of your credentials: if it is in another account, ' +
      'use the profile of that account, or correct State.Bucket in base.yaml',
  );
});

test('deletes a local state, and no other', async () => {
  writeStates(project(), ['base', 'minecraft']);

  await store().delete('minecraft');

  expect(await store().stacks()).toEqual(['base']);
  expect(existsSync(project().localStateFile('minecraft'))).toBe(false);
});

const LOCK = {
  ID: 'd0e6e0f0-6b0c-6f3a-5f0c-000000000000',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'jo@desk',
  Version: '1.11.4',
  Created: '2026-11-22T20:14:05.123456789Z',
  Path: 'states/games/minecraft/terraform.tfstate',
};

test('reads the lock of a state beside it in the bucket', async () => {
  s3.on(GetObjectCommand, { Key: 'games/minecraft/terraform.tfstate.tflock' }).resolves({
    Body: { transformToString: () => Promise.resolve(JSON.stringify(LOCK)) } as never,
  });

  expect(await inBucket().readLock('minecraft')).toEqual({
    id: LOCK.ID,
    owner: 'jo@desk',
    takenAt: new Date('2026-11-22T20:14:05.123Z'),
  });
});

test('finds no lock where nobody has one, and none of a local state', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));

  expect(await inBucket().readLock('minecraft')).toBeUndefined();
  expect(await store().readLock('minecraft')).toBeUndefined();
  expect(s3.calls()).toHaveLength(1);
});

test('fails with the place of a lock that Terraform did not write', async () => {
  s3.on(GetObjectCommand).resolves({ Body: { transformToString: () => Promise.resolve('{}') } as never });

  await expect(inBucket().readLock('minecraft')).rejects.toThrow(
    /^s3:\/\/states\/games\/minecraft\/terraform[.]tfstate[.]tflock is not a lock of Terraform: /,
  );
});
