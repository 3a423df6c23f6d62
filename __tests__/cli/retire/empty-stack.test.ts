import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeEmptyStack } from '../../../cli/retire/empty-stack';
import { baseConfig } from '../support/leaf';
import { emptyProject } from '../support/workspace';

const project = emptyProject();
const folder = () => project().removalFolder('minecraft');

function written(base = baseConfig()) {
  writeEmptyStack({ stack: 'minecraft', folder: folder() }, base);
  return JSON.parse(readFileSync(join(folder(), 'cdk.tf.json'), 'utf8')) as Record<string, Record<string, unknown>>;
}

test('has the state and the providers of the stack, but no resource', () => {
  const json = written(baseConfig({ state: { bucket: 'states', region: 'eu-west-1' } }));

  expect(json.terraform?.backend).toEqual({
    s3: {
      bucket: 'states',
      key: 'games/minecraft/terraform.tfstate',
      region: 'eu-west-1',
      encrypt: true,
      use_lockfile: true,
    },
  });
  expect(Object.keys(json.provider ?? {}).sort()).toEqual(['archive', 'aws']);
  expect(json).not.toHaveProperty('resource');
});

test('uses the local state that deployments use', () => {
  const { terraform } = written();

  const { local } = terraform?.backend as { local: { path: string } };
  expect(join(folder(), local.path)).toBe(join(project().folder, 'terraform.tfstate.d/minecraft/terraform.tfstate'));
});

test('is not in the folder that deployments apply', () => {
  written();

  expect(folder()).toBe(join(project().folder, 'cdktf.out/removal/minecraft'));
});

test('replaces what an earlier removal left, but not a state that could not be saved', () => {
  written();
  const left = join(folder(), 'left.txt');
  const errored = join(folder(), 'errored.tfstate');

  writeFileSync(left, '');
  written();
  expect(existsSync(left)).toBe(false);

  writeFileSync(errored, '{}');
  written();
  expect(existsSync(errored)).toBe(true);
});
