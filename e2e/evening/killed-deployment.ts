import { type RunningCm } from '../project-copy/project-copy';
import { descendants } from '../processes';
import { assertSucceeded, endedEarly } from '../project-copy/cm-run';
import { type Step } from './steps';
import { shell } from './shell';
import { type Evening, stateKey } from './evening';
import { expectEmptyPlans } from './empty-plans';

const LOCK = `${stateKey('valheim')}.tflock`;
const LOG_GROUP = '/container-manager/valheim/container';

/** A deployment that ends as if the computer lost its power; what the next ones say is done as docs/operations.md says. */
export function killedDeployment(step: Step<Evening>): void {
  step('kill -9 in the middle of a deployment leaves a lock and a log group that is in no state', killed, 6);
  step('the next deployment says how to remove the lock: that is done', unlock, 4);
  step('the next one says how to import the log group: that is done, and the next one finishes', finish, 8);
  step('a plan of all that is empty', expectEmptyPlans, 6);
}

async function killed(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  // right after AWS made it
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
  expect(run.stderr).toContain('Something of that name exists in AWS but not in the state');
  const command = commandIn(run.stderr, 'import');
  expect(command).toMatch(
    /^terraform -chdir=cdktf[.]out\/stacks\/valheim import 'aws_cloudwatch_log_group[.]Container_LogGroup_\w+' ID$/,
  );
  await shell(system, command.replace(/ID$/, LOG_GROUP));
  assertSucceeded(await system.copy.cm(['deploy', 'valheim', '--yes']));
}

/** The only line that tells to run Terraform's command. */
function commandIn(said: string, command: string): string {
  const lines = said.split('\n').filter((line) => new RegExp(`^ +terraform .* ${command} `).test(line));
  if (lines.length !== 1) throw new Error(`not one command 'terraform … ${command}' was told:\n${said}`);
  return lines[0]!.trim();
}

/** Nobody gets to do anything any more: neither ./cm, nor Terraform, nor its provider. */
function killWithTerraform({ pid }: RunningCm): void {
  const started = descendants(pid);
  expect(started.map(({ command }) => command)).toContainEqual(expect.stringMatching(/^terraform apply /));
  for (const one of [pid, ...started.map((process) => process.pid)]) process.kill(one, 'SIGKILL');
}
