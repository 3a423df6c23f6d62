import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { UNCHANGED } from '../../../cli/terraform/plan';
import { InterruptedError } from '../../../cli/terminal/errors';
import { withoutInterruption } from '../../../cli/terminal/interrupts';
import { PLAN_FILE } from '../../../cli/terraform/plan-file';
import { Terraform } from '../../../cli/terraform/terraform';

// writes down how it was called, and the plan file
const TERRAFORM = `#!/bin/sh
echo "$*" >>calls
for arg; do case $arg in -out=*) echo planned >"\${arg#-out=}" ;; esac; done
[ "$1" = plan ] && exit 2
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

test('applies the plan that this process made', async () => {
  await terraform.plan();
  await terraform.applyPlan();

  expect(PLAN_FILE).toContain(`-${process.pid}.tfplan`);
  expect(calls()).toEqual([
    `plan -input=false -json -detailed-exitcode -out=${PLAN_FILE}`,
    `show -json ${PLAN_FILE}`,
    `apply -input=false -json ${PLAN_FILE}`,
  ]);
});

describe('a plan that changes nothing', () => {
  beforeEach(() => {
    writeFileSync(join(folder, 'bin/terraform'), TERRAFORM.replace('exit 2', 'exit 0'));
  });

  test('is not shown: that would start the provider for what stays as it is', async () => {
    expect(await terraform.plan()).toEqual(UNCHANGED);
    expect(calls()).toEqual([`plan -input=false -json -detailed-exitcode -out=${PLAN_FILE}`]);
  });

  test('is shown when the caller asks for what stays as it is', async () => {
    await terraform.plan({ showsUnchanged: true });

    expect(calls()).toContain(`show -json ${PLAN_FILE}`);
  });
});

test('throws when the plan fails', async () => {
  writeFileSync(join(folder, 'bin/terraform'), TERRAFORM.replace('exit 2', 'exit 1'));

  await expect(terraform.plan()).rejects.toThrow('terraform plan of minecraft failed:');
  expect(calls()).toHaveLength(1);
});

test('an apply returns the outputs that Terraform prints at its end, without sensitive ones', async () => {
  const outputs = {
    vpc_id: { sensitive: false, type: 'string', value: 'vpc-1' },
    zones: { sensitive: false, type: ['list', 'string'], value: ['a', 'b'] },
    password: { sensitive: true, type: 'string' },
  };
  const told = JSON.stringify({ '@message': 'Outputs: 3', type: 'outputs', outputs });
  writeFileSync(join(folder, 'bin/terraform'), `#!/bin/sh\necho '${told}'\n`);

  expect(await terraform.applyPlan()).toEqual({ vpc_id: 'vpc-1', zones: ['a', 'b'] });
});

test('keeps the plan of a run in another terminal', async () => {
  const other = leave(planOf(process.ppid));

  await terraform.plan();
  terraform.discardPlan();

  expect(plans()).toEqual([other]);
  expect(readFileSync(join(folder, other), 'utf8')).toBe('planned by another');
});

test('the next plan deletes that of a killed run, and nothing else', async () => {
  leave(planOf(spawnSync('true').pid));
  const others = ['mine.tfplan', 'cm-another-machine-1.tfplan', planOf(process.ppid).replace('.tfplan', 'x.tfplan')];
  for (const name of others) leave(name);

  await terraform.plan();

  expect(plans().sort()).toEqual([...others, PLAN_FILE].sort());
});

describe('an apply that is interrupted', () => {
  const FINISHED =
    'Interrupted. Terraform finished what it was doing and wrote the state: some changes are made, others are not.';
  const NOT_SAVED = 'Failed to persist state to backend';

  beforeEach(() => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** The error of an apply that starts, is interrupted, and then runs these shell commands. */
  async function interrupted(atTheEnd: string): Promise<InterruptedError> {
    const begun = '{"@message":"begun","type":"apply_start"}';
    const script = `#!/bin/sh\ntrap 'stop=1' INT\necho '${begun}'\nwhile [ -z "$stop" ]; do sleep 0.05; done\n${atTheEnd}\n`;
    writeFileSync(join(folder, 'bin/terraform'), script);
    const apply = withoutInterruption(() => terraform.applyPlan(() => process.emit('SIGINT')));
    const error: unknown = await apply.catch((reason: unknown) => reason);
    if (error instanceof InterruptedError) return error;
    throw error;
  }

  const says = (summary: string) =>
    `echo '{"@message":"Error","type":"diagnostic","diagnostic":{"severity":"error","summary":"${summary}"}}'; exit 1`;

  test('says that the state was written', async () => {
    expect(await interrupted('exit 0')).toMatchObject({ message: FINISHED, failure: '', isStateSaved: true });
  });

  test('keeps what Terraform says about the failure', async () => {
    const error = await interrupted(says('Volume is full'));

    expect(error).toMatchObject({
      message: `${FINISHED} It said:\nVolume is full`,
      failure: 'Volume is full',
      isStateSaved: true,
    });
  });

  test.each([
    ['Terraform says so', says(NOT_SAVED)],
    ['Terraform says so and leaves a file', `echo '{}' >errored.tfstate; ${says(NOT_SAVED)}`],
    ['only the file says so', "echo '{}' >errored.tfstate"],
  ])('says that the state must be saved first when Terraform could not: %s', async (_, atTheEnd) => {
    const { message, isStateSaved } = await interrupted(atTheEnd);

    expect(isStateSaved).toBe(false);
    expect(message).not.toContain('wrote the state');
    expect(message.includes(NOT_SAVED)).toBe(atTheEnd.includes(NOT_SAVED));
    expect(message).toContain('state push errored.tfstate');
  });
});
