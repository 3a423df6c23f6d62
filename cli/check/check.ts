import { createRequire } from 'node:module';

import { type Problem, problemLines } from '../../modules/config/config-error';
import { AwsClients } from '../aws/clients';
import { type Reporter } from '../terminal/reporter';
import { CommandError, reasonOf } from '../terminal/errors';
import { type Workspace } from '../workspace';
import type * as allRules from './all-rules';
import { type Check, type CheckInput } from './rule';
import { clock } from './clock';
import { NotPermittedError } from './permitted';
import { type CheckResult, failuresOf } from './result';
import { sameCredentials } from './same-credentials';

const load = createRequire(__filename);

type CheckedWorkspace = Pick<Workspace, 'config' | 'problem' | 'clients' | 'caller'>;

/**
 * Checks what base and the leaves of the config need in AWS: all at once, in about a second. Changes nothing.
 *
 * @param deployed names of the stacks that have a state
 * @throws CommandError when AWS does not accept the credentials
 */
export async function checkInAws(workspace: CheckedWorkspace, deployed: readonly string[]): Promise<CheckResult[]> {
  const { config, problem, clients } = workspace;
  const caller = await workspace.caller();
  const clientsIn = (region: string) => (region === config.base.region ? clients : new AwsClients(region));
  const checked: CheckInput = { config, problem, caller, deployed, clientsIn };
  // loaded now, since AWS's packages for them take half a second, in which synthesis can already run; a cast, since require
  // has no types
  const { RULES } = load('./all-rules') as typeof allRules;
  const checks = RULES.flatMap((rule) => rule(checked));
  return [sameCredentials(), clock(caller), ...(await Promise.all(checks.map((check) => resultOf(check, checked))))];
}

/**
 * Says what is in doubt.
 *
 * @throws CommandError with everything that is wrong
 */
export function enforceChecks(results: readonly CheckResult[], reporter: Pick<Reporter, 'say'>): void {
  for (const doubt of results.flatMap(({ doubts }) => doubts)) reporter.say(`Warning: ${doubt}`);
  const failures = failuresOf(results);
  if (failures.length === 0) return;
  throw new CommandError([...failures, 'Nothing was changed. ./cm check repeats this check alone.'].join('\n'));
}

async function resultOf({ what, id, path: own, find }: Check, { problem }: CheckInput): Promise<CheckResult> {
  const failures: Problem[] = [];
  const doubts: Problem[] = [];
  try {
    for (const { path = own, message, isDoubt = false } of await find()) {
      (isDoubt ? doubts : failures).push(problem(id, path, message));
    }
  } catch (error) {
    if (error instanceof NotPermittedError) {
      doubts.push(problem(id, own, `could not be checked: your credentials lack the permission ${error.permission}`));
    } else if (error instanceof Error && '$metadata' in error) {
      // AWS is busy or down: Terraform asks again and again, and a deployment may succeed
      doubts.push(problem(id, own, `could not be checked: ${reasonOf(error)}`));
    } else throw error;
  }
  return { what, failures: problemLines(failures), doubts: problemLines(doubts) };
}
