import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { EFSClient } from '@aws-sdk/client-efs';
import { Command } from 'commander';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { whoAmI } from '../aws/caller';
import { CommandError, InterruptedError } from '../terminal/errors';
import { withoutInterruption } from '../terminal/interrupts';
import { planText } from '../terraform/plan-counts';
import { localStateFile, PROJECT_FOLDER, readConfig, stackFolder, synthesize } from '../project/project';
import { createReporter, type Reporter } from '../terminal/reporter';
import { assertRightPlace } from '../state/same-account';
import { assertStateIsSaved, assertStateStays, stacksWithState } from '../state/connect';
import { Terraform } from '../terraform/terraform';
import { assertTerraform } from '../terraform/version';
import { assertPlanFolder, DEPLOYED_FILE, deployedText, UNPLANNED_FILE, unplannedText } from '../review/plan-folder';
import { fileSystemsOfLeaves } from '../aws/file-systems';

const HELP_AFTER = `
Changes nothing. Writes FOLDER/<stack>.json for base and every leaf, and to
FOLDER/${DEPLOYED_FILE} the names of the stacks that have a state and the file systems
that were kept. Where base is not deployed yet, leaves cannot be planned. A stack
that fails stops no other: its name is in FOLDER/${UNPLANNED_FILE}, and the exit code
is 1. The files hold what containers get as environment: do not keep them.

Examples:
  ./cm plan --out plans
  ./cm plan-summary plans/*.json \\
    --deployed plans/${DEPLOYED_FILE} --unplanned plans/${UNPLANNED_FILE}`;

/** `./cm plan` */
export function planCommand(): Command {
  return new Command('plan')
    .description('write a plan of base and every leaf as JSON, for ./cm plan-summary')
    .option(
      '--out <folder>',
      'where to write to, a folder for plans alone; those of an earlier run are deleted',
      'plans',
    )
    .addHelpText('after', HELP_AFTER)
    .action(async ({ out }: { out: string }) => {
      await writePlans(resolve(out), createReporter());
    });
}

async function writePlans(folder: string, reporter: Reporter): Promise<void> {
  assertPlanFolder(folder);
  const { config } = readConfig();
  assertStateStays(config.base);
  await assertTerraform(PROJECT_FOLDER);
  const caller = await whoAmI(config.base.region);
  const deployed = await stacksWithState(config.base);
  const stacks = [BASE_STACK_NAME, ...config.leaves.map(({ stackName }) => stackName)];
  await assertRightPlace(
    config.base,
    caller,
    stacks.filter((stack) => deployed.includes(stack)),
  );
  await reporter.during('Synthesizing', synthesize);
  emptyFolder(folder);
  const fileSystems = await fileSystemsOfLeaves(new EFSClient({ region: config.base.region }), config.base.name);
  writePrivately(join(folder, DEPLOYED_FILE), deployedText(deployed, fileSystems));
  const isBaseDeployed = deployed.includes(BASE_STACK_NAME);
  if (!isBaseDeployed) reporter.say('Base is not deployed yet: leaves can be planned when it is.');
  const leaves = isBaseDeployed ? config.leaves.map(({ stackName }) => stackName) : [];
  const unplanned = new Set([BASE_STACK_NAME, ...leaves]);
  const noteUnplanned = () => {
    writePrivately(join(folder, UNPLANNED_FILE), unplannedText(unplanned));
  };
  // whatever ends this before its time, no stack is taken for unchanged
  noteUnplanned();
  const failures: string[] = [];
  for (const stack of [...unplanned]) {
    try {
      await writePlan(stack, folder, config.base, reporter);
      unplanned.delete(stack);
      noteUnplanned();
    } catch (error) {
      if (!(error instanceof CommandError) || error instanceof InterruptedError) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new CommandError(failures.join('\n\n'));
}

async function writePlan(stack: string, folder: string, base: BaseConfig, reporter: Reporter): Promise<void> {
  if (base.state !== undefined && existsSync(localStateFile(stack))) {
    throw new CommandError(`${stack} has a local state: ./cm deploy moves it to S3. Plan after that`);
  }
  const terraform = new Terraform(stack, stackFolder(stack));
  assertStateIsSaved(terraform);
  try {
    const plan = await reporter.during(`Planning ${stack}`, () =>
      withoutInterruption(async () => {
        await terraform.init();
        return terraform.plan({ showsUnchanged: true });
      }),
    );
    writePrivately(join(folder, `${stack}.json`), JSON.stringify(plan));
    reporter.say(planText(stack, plan));
  } finally {
    terraform.discardPlan();
  }
}

/** A plan of a stack that is gone would be read as one of today. */
function emptyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.json')) rmSync(join(folder, name));
}

function writePrivately(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}
