import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { stateKey } from '../../modules/aws/state-place';
import { type BaseConfig } from '../../modules/config/types';
import { localStateFile } from '../project/project';

/** Removes the state of a stack that holds nothing any more, so that it counts as deployed no longer. */
export async function forgetState({ state, name }: BaseConfig, stack: string): Promise<void> {
  if (state === undefined) {
    rmSync(dirname(localStateFile(stack)), { recursive: true, force: true });
    return;
  }
  // the bucket keeps versions
  await new S3Client({ region: state.region }).send(
    new DeleteObjectCommand({ Bucket: state.bucket, Key: stateKey(name, stack) }),
  );
}
