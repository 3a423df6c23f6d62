import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { baseFile } from '../../modules/config/config-folder';
import { bucketName } from '../../modules/config/schema/base';
import { type BaseConfig } from '../../modules/config/types';
import { CommandError, EXIT } from '../terminal/errors';
import { type Reporter } from '../terminal/reporter';
import { whoAmI } from '../aws/caller';
import { type Workspace } from '../workspace';
import { chooseRegion } from './choose-region';
import { makeServiceLinkedRole } from './service-linked-role';
import { makeStateBucket } from './state-bucket';
import { writeRegion, writeState } from './write-base';

/** What a person gave on the command line. */
export interface BootstrapOptions {
  /** Name of the bucket for the state. */
  readonly bucket?: string;
  /** Of the project. */
  readonly region?: string;
}

/**
 * Prepares an AWS account, and adds its bucket to base.yaml. Asks for the Region where there is no config. Safe to repeat.
 *
 * @throws CommandError (wrong use) when an option is not valid, or not what base.yaml says; when AWS refuses, or base.yaml
 *   cannot be extended
 */
export async function bootstrap(workspace: Workspace, given: BootstrapOptions, reporter: Reporter): Promise<void> {
  const { config, configFolder, project, usedQuickstart } = workspace;
  const base = { ...config.base, region: await chooseRegion(workspace, given.region) };
  const caller = usedQuickstart ? await whoAmI(base.region) : await workspace.caller();
  const bucket = bucketOf(base, given.bucket, caller.account);
  const region = base.state?.region ?? base.region;
  await reporter.during(`State bucket ${bucket}`, () =>
    makeStateBucket({ bucket, region, project: base.name, ...caller }),
  );
  await reporter.during('Service-linked role of ECS', () => makeServiceLinkedRole(base.region));
  // no file is written before AWS has accepted
  const ownFolder = usedQuickstart ? join(project.folder, 'config') : configFolder;
  if (usedQuickstart) {
    cpSync(configFolder, ownFolder, { recursive: true });
    writeRegion(baseFile(ownFolder), base.region);
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
    throw new CommandError(`base.yaml says State.Bucket: ${state.bucket}, --bucket says ${given}: omit --bucket`, {
      exitCode: EXIT.wrongUse,
    });
  }
  // names of buckets are lower case, those of projects need not be
  const bucket = state?.bucket ?? given ?? `${name.toLowerCase()}-state-${account}-${region}`;
  // in base.yaml, an invalid name would make the config unreadable
  const [issue] = bucketName.safeParse(bucket).error?.issues ?? [];
  if (issue !== undefined) throw new CommandError(`--bucket: ${issue.message}`, { exitCode: EXIT.wrongUse });
  return bucket;
}
