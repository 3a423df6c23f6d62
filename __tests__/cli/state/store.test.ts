import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';

import { CommandError } from '../../../cli/terminal/errors';
import { readStates } from '../../../cli/state/store';

const s3 = mockClient(S3Client);
const CONFIG = { name: 'test-of-read-state', state: { bucket: 'states', region: 'eu-central-1' } };

beforeEach(() => {
  s3.reset();
});

test('a stack without a state has none', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));

  expect(await readStates(CONFIG, 'minecraft')).toEqual([]);
});

test('a state that the bucket does not give is not taken for none: the error says which', async () => {
  s3.on(GetObjectCommand).rejects(Object.assign(new Error('Reduce your request rate'), { name: 'SlowDown' }));

  const error: unknown = await readStates(CONFIG, 'minecraft').catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({
    message:
      'cannot read the state of minecraft in s3://states/test-of-read-state/minecraft/terraform.tfstate: ' +
      'Reduce your request rate (SlowDown)',
  });
});
