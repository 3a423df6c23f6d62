import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { baseFile } from '../../modules/config/config-folder';
import { bucketName } from '../../modules/config/schema/base';
import { type BaseConfig } from '../../modules/config/types';
import { CommandError, EXIT } from '../terminal/errors';
import { type Reporter } from '../terminal/reporter';
import { type Workspace } from '../workspace';
import { makeServiceLinkedRole } from './service-linked-role';
import { makeStateBucket } from './state-bucket';
import { writeState } from './write-state';

/**
 * Prepares an AWS account, and says so in base.yaml. Safe to repeat.
 *
 * @param givenBucket name of the bucket for the state, where a person gave one
 * @throws CommandError (wrong use) where that is not a valid name, or not the one in base.yaml; where AWS or the file refuse
 */
export async function bootstrap(
  workspace: Workspace,
  givenBucket: string | undefined,
  reporter: Reporter,
): Promise<void> {
  const { config, configFolder, project, usedQuickstart } = workspace;
  const { base } = config;
  const caller = await workspace.caller();
  const bucket = bucketOf(base, givenBucket, caller.account);
  const region = base.state?.region ?? base.region;
  await reporter.during(`State bucket ${bucket}`, () => makeStateBucket({ bucket, region, ...caller }));
  await reporter.during('Service-linked role of ECS', () => makeServiceLinkedRole(base.region));
  // nothing is written before AWS has agreed
  const ownFolder = usedQuickstart ? join(project.folder, 'config') : configFolder;
  if (usedQuickstart) {
    cpSync(configFolder, ownFolder, { recursive: true });
    reporter.say(`Copied the quickstart to config/: it is yours to change. Its Region is ${base.region}.`);
  }
  if (base.state === undefined) {
    const file = baseFile(ownFolder);
    writeState(file, { bucket, region });
    reporter.say(`Wrote State.Bucket: ${bucket} to ${file}.`);
  }
  if (project.stacksWithLocalState().length > 0) reporter.say('The next ./cm deploy moves the local state there.');
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
