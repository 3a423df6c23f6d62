import { createRequire } from 'node:module';

import { type Problem, problemLines } from '../../modules/config/config-error';
import { clientsByRegion } from '../aws/clients';
import { isExpired } from '../terminal/aws-hints';
import { type Reporter } from '../terminal/reporter';
import { CommandError, reasonOf } from '../terminal/errors';
import { type Workspace } from '../workspace';
import type * as allRules from './all-rules';
import { type Check, type CheckInput } from './rule';
import { clock } from './clock';
import { NotPermittedError } from './permitted';
import { type CheckResult, failuresOf } from './result';
import { Unpermitted } from './unpermitted';

const load = createRequire(__filename);

type CheckedWorkspace = Pick<Workspace, 'config' | 'problem' | 'clients' | 'states' | 'caller'>;

/**
 * Checks what base and the leaves of the config need in AWS: all at once, in about a second. Changes nothing.
 *
 * @param deployed names of the stacks that have a state
 * @throws CommandError when AWS does not accept the credentials; AWS's error when their time is over
 */
export async function checkInAws(workspace: CheckedWorkspace, deployed: readonly string[]): Promise<CheckResult[]> {
  const { config, problem, clients, states } = workspace;
  const caller = await workspace.caller();
  const clientsIn = clientsByRegion(new Map([[config.base.region, clients]]));
  const checked: CheckInput = { config, problem, caller, deployed, states, clientsIn };
  // loaded now, since AWS's packages for them take half a second, in which synthesis can already run; a cast, since require
  // has no types
  const { RULES } = load('./all-rules') as typeof allRules;
  const checks = RULES.flatMap((rule) => rule(checked));
  const unpermitted = new Unpermitted();
  const results = await Promise.all(checks.map((check) => resultOf(check, checked, unpermitted)));
  return [clock(caller), ...results.flatMap((result) => result ?? []), ...unpermitted.results(problem)];
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

/** Undefined where the credentials may not ask: that is noted, for all checks together. */
async function resultOf(
  check: Check,
  { problem }: CheckInput,
  unpermitted: Unpermitted,
): Promise<CheckResult | undefined> {
  const { what, id, path: own, find } = check;
  const failures: Problem[] = [];
  const doubts: Problem[] = [];
  try {
    for (const { path = own, message, isDoubt = false } of await find()) {
      (isDoubt ? doubts : failures).push(problem(id, path, message));
    }
  } catch (error) {
    if (error instanceof NotPermittedError) {
      unpermitted.note(error.permission, check);
      return undefined;
    }
    // Terraform would be refused too
    if (!(error instanceof Error && '$metadata' in error) || isExpired(error)) throw error;
    // AWS is busy or down: Terraform asks again and again, and a deployment may succeed
    doubts.push(problem(id, own, `could not be checked: ${reasonOf(error)}`));
  }
  return { what, failures: problemLines(failures), doubts: problemLines(doubts) };
}
