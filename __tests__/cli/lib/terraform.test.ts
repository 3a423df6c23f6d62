import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PLAN_FILE } from '../../../cli/lib/plan-file';
import { Terraform } from '../../../cli/lib/terraform';

// writes down how it was called, and the plan file
const TERRAFORM = `#!/bin/sh
echo "$*" >>calls
for arg; do case $arg in -out=*) echo planned >"\${arg#-out=}" ;; esac; done
[ "$1" = show ] && echo '{"format_version":"1.2","terraform_version":"1.11.4","errored":false}'
exit 0
`;

const { PATH } = process.env;
let folder: string;
let terraform: Terraform;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cm-terraform-'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/terraform'), TERRAFORM);
  chmodSync(join(folder, 'bin/terraform'), 0o755);
  process.env.PATH = `${join(folder, 'bin')}:${PATH ?? ''}`;
  terraform = new Terraform('minecraft', folder);
});

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
const plans = () => readdirSync(folder).filter((name) => name.endsWith('.tfplan'));
const planOf = (pid: number) => PLAN_FILE.replace(`-${process.pid}.`, `-${pid}.`);

/** Leaves the plan of another run in the folder. */
function leave(name: string): string {
  writeFileSync(join(folder, name), 'planned by another');
  return name;
}

test('the plan that is applied is the one that this process made', async () => {
  await terraform.plan();
  await terraform.applyPlan();

  expect(PLAN_FILE).toContain(`-${process.pid}.tfplan`);
  expect(calls()).toEqual([
    `plan -input=false -json -out=${PLAN_FILE}`,
    `show -json ${PLAN_FILE}`,
    `apply -input=false -json ${PLAN_FILE}`,
  ]);
});

test('a plan of a run in another terminal stays as it is', async () => {
  const other = leave(planOf(process.ppid));

  await terraform.plan();
  terraform.discardPlan();

  expect(plans()).toEqual([other]);
  expect(readFileSync(join(folder, other), 'utf8')).toBe('planned by another');
});

test('a plan of a run that was killed goes with the next one, and nothing else', async () => {
  leave(planOf(spawnSync('true').pid));
  const others = ['mine.tfplan', 'cm-another-machine-1.tfplan', planOf(process.ppid).replace('.tfplan', 'x.tfplan')];
  for (const name of others) leave(name);

  await terraform.plan();

  expect(plans().sort()).toEqual([...others, PLAN_FILE].sort());
});
