import { STSClient } from '@aws-sdk/client-sts';
import { closest, distance } from 'fastest-levenshtein';

import { REGIONS } from '../../modules/aws/regions';
import { CommandError, EXIT } from '../terminal/errors';
import { askText, canAsk } from '../terminal/prompts';
import { type Workspace } from '../workspace';

/** So many letters may be wrong in what somebody meant. */
const LIKELY = 3;

/**
 * The Region of the project: that of base.yaml, where there is a config; else what a person gives or answers.
 *
 * @param given with `--region`
 * @throws CommandError (wrong use) for a Region that is not known, another one than in base.yaml, and where nobody can be asked
 */
export async function chooseRegion(
  { config, usedQuickstart }: Pick<Workspace, 'config' | 'usedQuickstart'>,
  given: string | undefined,
  ask = askText,
): Promise<string> {
  if (!usedQuickstart) {
    const { region } = config.base;
    if (given === undefined || given === region) return region;
    throw wrongUse(`base.yaml says Region: ${region}, --region says ${given}: omit --region, or change base.yaml`);
  }
  if (given === undefined) {
    const fallback = canAsk() ? await usualRegion() : undefined;
    return ask('Region of AWS, the nearest to the players', {
      ...(fallback !== undefined && { fallback }),
      problemOf: problemOfRegion,
      instead: 'add --region, as in ./cm bootstrap --region eu-central-1',
    });
  }
  const problem = problemOfRegion(given);
  if (problem === undefined) return given;
  throw wrongUse(`--region: ${problem}`);
}

/** The Region that the AWS CLI would take: of the environment, else of the profile. Undefined when that is none that we know. */
export async function usualRegion(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const ofEnvironment = [env.AWS_REGION, env.AWS_DEFAULT_REGION].find(
    (region) => region !== undefined && region !== '',
  );
  const region = ofEnvironment ?? (await ofProfile());
  return region !== undefined && REGIONS.includes(region) ? region : undefined;
}

/** As the SDK finds it; undefined where the profile has none. */
async function ofProfile(): Promise<string | undefined> {
  try {
    return await new STSClient({}).config.region();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Region is missing')) return undefined;
    throw error;
  }
}

function problemOfRegion(region: string): string | undefined {
  if (region === '') return 'type the name of a Region, such as eu-central-1';
  if (REGIONS.includes(region)) return undefined;
  const nearest = closest(region, [...REGIONS]);
  if (distance(region, nearest) > LIKELY) return `'${region}' is not a Region: use one of ${REGIONS.join(', ')}`;
  return (
    `'${region}' is not a Region that this version knows: did you mean ${nearest}? ` +
    'If AWS has it, copy examples/quickstart to config/ and set it in config/base.yaml'
  );
}

function wrongUse(message: string): CommandError {
  return new CommandError(message, { exitCode: EXIT.wrongUse });
}
