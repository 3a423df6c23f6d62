import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { Command } from 'commander';

import { makeServiceLinkedRole } from '../bootstrap/service-linked-role';
import { makeStateBucket } from '../bootstrap/state-bucket';
import { writeState } from '../bootstrap/write-state';
import { baseFile } from '../../modules/config/config-folder';
import { bucketName } from '../../modules/config/schema/base';
import { type BaseConfig } from '../../modules/config/types';
import { CommandError, EXIT } from '../terminal/errors';
import { createReporter, type Reporter } from '../terminal/reporter';
import { openWorkspace, type Workspace } from '../workspace';

const HELP_AFTER = `
What it makes, where it is missing:
  - a bucket for Terraform's state: versioned, encrypted, not public, TLS only,
    in the Region of base.yaml
  - the service-linked role of ECS
Then it writes the bucket into base.yaml, and leaves everything else in there as
it is. Where there is no config/ it copies the quickstart there.

Examples:
  ./cm bootstrap
  ./cm bootstrap --bucket my-states`;

/** `./cm bootstrap` */
export function command(open = openWorkspace): Command {
  return new Command('bootstrap')
    .description('prepare an AWS account: the bucket for the state and the role that ECS needs; safe to run twice')
    .option('--bucket <name>', 'name of the bucket (default: <Name>-state-<account>-<region>)')
    .addHelpText('after', HELP_AFTER)
    .action(async ({ bucket }: { bucket?: string }) => {
      await bootstrap(open(), bucket, createReporter());
    });
}

async function bootstrap(workspace: Workspace, givenBucket: string | undefined, reporter: Reporter): Promise<void> {
  const { config, configFolder, project, usedQuickstart } = workspace;
  const { base } = config;
  const caller = await workspace.caller();
  const bucket = bucketOf(base, givenBucket, caller.account);
  const region = base.state?.region ?? base.region;
  await reporter.during(`State bucket ${bucket}`, () => makeStateBucket({ bucket, region, ...caller }));
  await reporter.during('Service-linked role of ECS', () => makeServiceLinkedRole(base.region));
  // nothing is written before AWS has agreed
  const ownFolder = usedQuickstart ? copyQuickstart(configFolder, join(project.folder, 'config')) : configFolder;
  if (usedQuickstart)
    reporter.say(`Copied the quickstart to config/: it is yours to change. Its Region is ${base.region}.`);
  if (base.state === undefined) {
    const file = baseFile(ownFolder);
    writeState(file, { bucket, region });
    reporter.say(`Wrote State.Bucket: ${bucket} to ${file}.`);
  }
  if (project.stacksWithLocalState().length > 0) reporter.say('The next ./cm deploy moves the local state there.');
}

/** The quickstart is not the user's to write into: a copy is. Returns its folder. */
function copyQuickstart(quickstart: string, folder: string): string {
  cpSync(quickstart, folder, { recursive: true });
  return folder;
}

function bucketOf({ state, name, region }: BaseConfig, given: string | undefined, account: string): string {
  if (state !== undefined && given !== undefined && given !== state.bucket) {
    throw new CommandError(`base.yaml says State.Bucket: ${state.bucket}, --bucket says ${given}: leave --bucket out`, {
      exitCode: EXIT.wrongUse,
    });
  }
  // buckets are called in lower case, projects need not be
  const bucket = state?.bucket ?? given ?? `${name.toLowerCase()}-state-${account}-${region}`;
  // written into base.yaml, another name would make the config unreadable
  const [issue] = bucketName.safeParse(bucket).error?.issues ?? [];
  if (issue !== undefined) throw new CommandError(`--bucket: ${issue.message}`, { exitCode: EXIT.wrongUse });
  return bucket;
}
