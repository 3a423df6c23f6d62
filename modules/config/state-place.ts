import { localStatePath, stateKey } from '../aws/state-place';
import { type BaseConfig } from './types';

/** Where the config says that the state of a stack is, for people: a URL of S3, or a path from the project's folder. */
export function placeOfState({ state, name }: Pick<BaseConfig, 'name' | 'state'>, stack: string): string {
  return state === undefined ? localStatePath(stack) : `s3://${state.bucket}/${stateKey(name, stack)}`;
}
