import { existsSync, readFileSync } from 'node:fs';

import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';

import { stateKey } from '../../modules/aws/state-place';
import { placeOfState } from '../../modules/config/state-place';
import { type BaseConfig } from '../../modules/config/types';
import { CommandError, reasonOf } from '../terminal/errors';
import { localStateFile } from '../project/project';

type StateConfig = Pick<BaseConfig, 'name' | 'state'>;

/**
 * The state files of a stack, without Terraform: the one in the bucket, and a local one that has not moved there yet.
 * Empty where there is none.
 *
 * @throws CommandError where the bucket does not give it
 */
export async function readStates(config: StateConfig, stack: string): Promise<string[]> {
  const local = localStateFile(stack);
  return [...(existsSync(local) ? [readFileSync(local, 'utf8')] : []), ...(await readObject(config, stack))];
}

async function readObject(config: StateConfig, stack: string): Promise<string[]> {
  const { state, name } = config;
  if (state === undefined) return [];
  try {
    const client = new S3Client({ region: state.region, followRegionRedirects: true });
    const object = new GetObjectCommand({ Bucket: state.bucket, Key: stateKey(name, stack) });
    const { Body: body } = await client.send(object);
    return body === undefined ? [] : [await body.transformToString()];
  } catch (cause) {
    if (cause instanceof NoSuchKey) return [];
    throw new CommandError(`cannot read the state of ${stack} in ${placeOfState(config, stack)}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}
