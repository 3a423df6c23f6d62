import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { App } from 'cdktf';

import { AwsStack } from '../../modules/aws/aws-stack';
import { type BaseConfig } from '../../modules/config/types';
import { holdsErroredState } from '../terraform/errored-state';
import { NOTE_SUFFIX } from '../terraform/killed-runs';
import { type Terraform } from '../terraform/terraform';

/**
 * Writes a stack with the state and the providers of a leaf's stack, but without its resources: applying it destroys what
 * the state holds, in the right order. So a leaf can be removed whose YAML is gone, and `prevent_destroy`, which is not in
 * the state, does not stop it.
 *
 * Replaces what an earlier removal left in the folder, unless that is a state that could not be saved.
 */
export function writeEmptyStack({ stack, folder }: Pick<Terraform, 'stack' | 'folder'>, base: BaseConfig): void {
  const empty = new AwsStack(new App({ stackTraces: false }), stack, {
    region: base.region,
    project: base.name,
    tags: {},
    ...(base.state && { state: base.state }),
  });
  mkdirSync(folder, { recursive: true });
  // a note of a run that was killed says whose the lock is
  const left = holdsErroredState(folder) ? [] : readdirSync(folder).filter((name) => !name.endsWith(NOTE_SUFFIX));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  // a cast: cdktf says any
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(empty.toTerraform() as unknown, undefined, 2));
}
