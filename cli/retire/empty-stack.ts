import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { App } from 'cdktf';

import { AwsStack } from '../../modules/aws/aws-stack';
import { holdsErroredState } from '../terraform/errored-state';
import { type Workspace } from '../workspace';

/**
 * Writes a stack that has the state and the providers of another one and nothing else: to apply it is to destroy what
 * the state holds, in the order in which that depends on each other. So a leaf can go whose YAML is gone, and
 * `prevent_destroy`, which is not in the state, stands in nobody's way.
 *
 * @returns its folder, which is not the one that deployments use: nobody applies it by mistake
 */
export function writeEmptyStack(
  { project, config: { base } }: Pick<Workspace, 'project' | 'config'>,
  stack: string,
): string {
  const empty = new AwsStack(new App({ stackTraces: false }), stack, {
    region: base.region,
    project: base.name,
    tags: {},
    ...(base.state && { state: base.state }),
  });
  // the state of a leaf knows the archives of its functions
  new ArchiveProvider(empty, 'ArchiveProvider');
  const folder = project.removalFolder(stack);
  if (!holdsErroredState(folder)) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // a cast: cdktf says any
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(empty.toTerraform() as unknown, undefined, 2));
  return folder;
}
