import { type RunningCm } from '../project-copy/project-copy';
import { descendants } from '../processes';
import { assertSucceeded, endedEarly } from '../project-copy/cm-run';
import { type Step } from './steps';
import { shell } from './shell';
import { type Evening, stateKey } from './evening';
import { expectEmptyPlans } from './empty-plans';

const LOCK = `${stateKey('valheim')}.tflock`;
const LOG_GROUP = '/container-manager/valheim/container';

/** A deployment that ends as in a power failure, and the repairs that the next deployments and docs/operations.md describe. */
export function killedDeployment(step: Step<Evening>): void {
  step('kill -9 during a deployment leaves a lock, and a log group that is in no state', killed, 6);
  step('the next deployment prints the command that removes the lock, and that command works', unlock, 4);
  step(
    'the deployment after it prints the command that imports the log group; with that, a deployment finishes',
    finish,
    8,
  );
  step('a plan of all stacks is empty', expectEmptyPlans, 6);
}

async function killed(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  // right after AWS created it
  const pause = emulator.pause({ service: 'logs', action: 'PutRetentionPolicy', body: LOG_GROUP });
  const deploying = copy.start(['deploy', 'valheim', '--yes']);
  await Promise.race([pause.reached, deploying.ended.then(endedEarly)]);

  killWithTerraform(deploying);
  await deploying.ended;
  pause.end();

  await expect(evening.stateKeys()).resolves.toContain(LOCK);
}

async function unlock(evening: Evening): Promise<void> {
  const { system } = evening;

  const run = await system.copy.cm(['deploy', 'valheim', '--yes']);

  expect(run.code).toBe(1);
  const command = commandIn(run.stderr, 'force-unlock');
  expect(command).toMatch(/^terraform -chdir=cdktf[.]out\/stacks\/valheim force-unlock [0-9a-f-]{36}$/);
  await shell(system, command, { answer: 'yes\n' });
  await expect(evening.stateKeys()).resolves.not.toContain(LOCK);
}

async function finish({ system }: Evening): Promise<void> {
  const run = await system.copy.cm(['deploy', 'valheim', '--yes']);

  expect(run.code).toBe(1);
  expect(run.stderr).toContain('A resource of that name exists in AWS but not in the state');
  const command = commandIn(run.stderr, 'import');
  expect(command).toMatch(
    /^terraform -chdir=cdktf[.]out\/stacks\/valheim import 'aws_cloudwatch_log_group[.]Container_LogGroup_\w+' ID$/,
  );
  await shell(system, command.replace(/ID$/, LOG_GROUP));
  assertSucceeded(await system.copy.cm(['deploy', 'valheim', '--yes']));
}

/** The only line with a command of Terraform to run. */
function commandIn(output: string, command: string): string {
  const lines = output.split('\n').filter((line) => new RegExp(`^ +terraform .* ${command} `).test(line));
  if (lines.length !== 1)
    throw new Error(`the output has not exactly one command 'terraform … ${command}':\n${output}`);
  return lines[0]!.trim();
}

/** Kills ./cm, Terraform and its providers at once, so that none can clean up. */
function killWithTerraform({ pid }: RunningCm): void {
  const started = descendants(pid);
  expect(started.map(({ command }) => command)).toContainEqual(expect.stringMatching(/^terraform apply /));
  for (const one of [pid, ...started.map((process) => process.pid)]) process.kill(one, 'SIGKILL');
}
