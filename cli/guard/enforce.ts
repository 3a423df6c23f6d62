import { type GuardedDeployment } from './finding';
import { allowanceOf, guard, type Verdict } from './guard';
import { CommandError, EXIT } from '../terminal/errors';
import { type Reporter } from '../terminal/reporter';

/** Asks the guard, and shows a person what it found. */
export function judge(deployment: GuardedDeployment, allowances: readonly string[], reporter: Reporter): Verdict {
  const verdict = guard(deployment, allowances);
  const { yellow, red, bold } = reporter.colors;
  for (const { message } of verdict.warnings) reporter.say(yellow(`Warning: ${message}.`));
  for (const { message, stack } of verdict.allowed) reporter.say(yellow(`Allowed (${stack}): ${message}.`));
  for (const finding of verdict.refused) {
    const allowance = allowanceOf(finding);
    reporter.say(red(`${bold('Refused')} (${finding.stack}): ${finding.message}.`));
    if (allowance !== undefined)
      reporter.say(`  If you want ${finding.wanted ?? 'that'}: --allow-destroy '${allowance}'`);
  }
  return verdict;
}

/**
 * Stops a deployment that the guard refused.
 *
 * @param unchanged says what was changed before, e.g. `Nothing was changed.`
 * @throws CommandError (refused; wrong use when an allowance matches several stacks)
 */
export function enforce({ refused, ambiguousAllowances: [ambiguous] }: Verdict, unchanged: string): void {
  if (ambiguous !== undefined) {
    throw new CommandError(
      `--allow-destroy ${ambiguous} matches several stacks. Write it as STACK/ADDRESS. ${unchanged}`,
      { exitCode: EXIT.wrongUse },
    );
  }
  if (refused.length > 0) {
    throw new CommandError(`The guard refused. ${unchanged}`, { exitCode: EXIT.refused });
  }
}
