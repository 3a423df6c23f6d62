import { ProjectCopy } from '../project-copy/project-copy';
import { assertSucceeded, endedEarly } from '../project-copy/cm-run';
import { type Step } from './steps';
import { type Evening, stateKey } from './evening';
import { expectEmptyPlans } from './empty-plans';
import { killWithTerraform } from './kill';

const LOCK = `${stateKey('valheim')}.tflock`;
const FILES = ['config/base.yaml', 'config/leaves/valheim.yaml', 'config/.terraform.lock.hcl'];

/** A deployment that ends as in a power failure, on a machine that nobody sees again: in CI each run has a new one. */
export function killedDeployment(step: Step<Evening>): void {
  step('kill -9 during a deployment leaves a lock, and a log group that is in no state', killed, 6);
  step(
    'another computer prints the command that removes the lock; that command imports the log group and finishes',
    finish,
    8,
  );
  step('the first computer has nothing to do, and forgets that it was killed', forget, 6);
  step('a plan of all stacks is empty', expectEmptyPlans, 6);
}

async function killed(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  // right after AWS created it
  const pause = emulator.pause({
    service: 'logs',
    action: 'PutRetentionPolicy',
    body: '/container-manager/valheim/container',
  });
  const deploying = copy.start(['deploy', 'valheim', '--yes']);
  await Promise.race([pause.reached, deploying.ended.then(endedEarly)]);

  killWithTerraform(deploying);
  await deploying.ended;
  pause.end();

  await expect(evening.stateKeys()).resolves.toContain(LOCK);
}

async function finish(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  const other = new ProjectCopy(emulator.environment);
  for (const file of FILES) other.write(file, copy.read(file));
  try {
    const refused = await other.cm(['deploy', 'valheim', '--yes']);
    expect(refused.code).toBe(1);
    const [, id = ''] = /^ {2}[.]\/cm deploy valheim --unlock ([0-9a-f-]{36})$/m.exec(refused.stderr) ?? [];

    const run = await other.cm(['deploy', 'valheim', '--unlock', id, '--yes']);

    assertSucceeded(run);
    expect(run.stderr).toContain(`valheim: removed the lock ${id}`);
    // named, or counted by its kind where more than five are adopted
    expect(run.stderr).toMatch(
      /^ {4}[=~] aws_cloudwatch_log_group[.]Container_LogGroup_\w+ [(]adopts |^ {4}= \d+ adopted:[^(]*\b1\s+log\s+group/m,
    );
    expect(run.stderr).toMatch(
      /^valheim: \d+ resources? exists? in AWS and in no state, since a deployment was killed[.]/m,
    );
    await expect(evening.stateKeys()).resolves.not.toContain(LOCK);
  } finally {
    await other.dispose();
  }
}

async function forget({ system: { copy } }: Evening): Promise<void> {
  const [first, second] = [await copy.cm(['deploy', 'valheim', '--yes']), await copy.cm(['status', 'valheim'])];

  assertSucceeded(first);
  expect(first.stderr).toContain('valheim: no changes');
  expect(second.stdout).not.toContain('in part');
}
