import { existsSync } from 'node:fs';

import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { StateStore } from '../../../cli/state/store';
import { CommandError } from '../../../cli/terminal/errors';
import { emptyProject, writeStates } from '../support/workspace';

const s3 = mockClient(S3Client);
const project = emptyProject();
const store = (state?: { bucket: string; region: string }) =>
  new StateStore(project(), { name: 'games', ...(state && { state }) });
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

test('follows S3 to the Region of the bucket when it lists, reads and deletes states', async () => {
  s3.on(ListObjectsV2Command).resolves({});
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
  s3.on(DeleteObjectCommand).resolves({});

  await inBucket().stacks();
  await inBucket().read('minecraft');
  await inBucket().delete('minecraft');

  const clients = s3.calls().map(({ thisValue }) => thisValue as S3Client);
  expect(clients.map(({ config }) => config.followRegionRedirects)).toEqual([true, true, true]);
});

test('deletes the state in the bucket', async () => {
  s3.on(DeleteObjectCommand).resolves({});

  await inBucket().delete('minecraft');

  expect(s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input)).toEqual([
    { Bucket: 'states', Key: 'games/minecraft/terraform.tfstate' },
  ]);
});

test('deletes a local state, and no other', async () => {
  writeStates(project(), ['base', 'minecraft']);

  await store().delete('minecraft');

  expect(await store().stacks()).toEqual(['base']);
  expect(existsSync(project().localStateFile('minecraft'))).toBe(false);
});
