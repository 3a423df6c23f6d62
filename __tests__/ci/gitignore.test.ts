import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const PROJECT = resolve(__dirname, '../..');

// each holds values that nobody may commit
test.each([
  'my.env',
  'config/secrets.env',
  '.env',
  'terraform.tfstate.d/base/terraform.tfstate',
  'terraform.tfstate.d/base/terraform.tfstate.moved',
  'cdktf.out/stacks/base/cm-host-1.tfplan',
  'cdktf.out/stacks/base/errored.tfstate',
  'plans/base.json',
])('git ignores %s', (path) => {
  expect(spawnSync('git', ['check-ignore', '--no-index', '-q', path], { cwd: PROJECT }).status).toBe(0);
});
