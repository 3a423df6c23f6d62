import { readdirSync } from 'node:fs';

import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';

import { inventory } from './deployed/inventory/inventory';
import { preparation } from './evening/deployment';
import { type Evening } from './evening/evening';
import { killWithTerraform } from './evening/kill';
import { shell } from './evening/shell';
import { type Step } from './evening/steps';
import { story } from './evening/story';
import { assertSucceeded, type CmRun } from './project-copy/cm-run';

/** So that ten kills are spread over a first deployment of base and one leaf, which makes about 150 changes. */
const [KILLS, CHANGES_BETWEEN] = [10, 14];

story('killed deployments', preparation, (step: Step<Evening>) => {
  for (let kill = 1; kill <= KILLS; kill += 1) {
    step(`kill ${kill}: the deployment is killed while AWS has done something that Terraform does not know`, killed, 8);
  }
  step('the next deployment imports what exists, in one run, and completes the rest', finish, 8);
  step('its plans are empty, and nothing exists twice', complete, 4);
  step('destroy removes everything: nothing was forgotten', removed, 8);
});

async function killed({ system }: Evening): Promise<void> {
  const { copy, emulator } = system;
  const pause = emulator.pauseAnswer(CHANGES_BETWEEN);
  const deploying = copy.start(['deploy', 'minecraft', '--yes']);
  const ended = await Promise.race([pause.reached, deploying.ended]);
  if (ended !== undefined) throw new Error(`./cm ended before it was killed:\n${ended.output}`);

  killWithTerraform(deploying);
  await deploying.ended;
  pause.end();
}

async function finish({ system }: Evening): Promise<void> {
  const run: CmRun = await system.copy.cm(['deploy', 'minecraft', '--yes']);

  assertSucceeded(run);
  expect(run.stderr).toContain('minecraft: removed the lock of a run that was killed on this computer');
  expect(run.stderr).toMatch(
    /^minecraft: \d+ resources exist in AWS and in no state, since a deployment was killed[.]/m,
  );
}

async function complete({ system }: Evening): Promise<void> {
  const stacks = readdirSync(system.copy.path('cdktf.out/stacks')).sort();
  expect(stacks).toEqual(['base', 'minecraft']);
  const command = 'plan -input=false -no-color -detailed-exitcode';
  for (const stack of stacks) {
    await shell(system, `terraform -chdir=cdktf.out/stacks/${stack} ${command}`, { asPlanner: true });
  }
  const lines = await inventory(system.emulator.endpoint);
  expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
  const { eventBridge } = system.clients;
  const { Rules = [] } = await eventBridge.send(new ListRulesCommand({}));
  for (const { Name } of Rules) {
    const { Targets } = await eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name }));
    expect({ Name, Targets }).toEqual({ Name, Targets: [expect.anything()] });
  }
}

async function removed(evening: Evening): Promise<void> {
  const { copy, emulator } = evening.system;
  assertSucceeded(await copy.cm(['destroy', 'minecraft', '--delete-data', '--confirm', 'minecraft']));
  assertSucceeded(await copy.cm(['destroy', 'base', '--delete-data', '--confirm', 'base']));

  const left = await inventory(emulator.endpoint);
  expect(left.filter((line) => !evening.inventoryAtFirst.includes(line))).toEqual([]);
}
