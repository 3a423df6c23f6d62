import { type Finding, type GuardedDeployment, type Rule } from './finding';
import { adoptKept } from './rules/adopt-kept';
import { keepData } from './rules/keep-data';
import { keepYaml } from './rules/keep-yaml';
import { keepZones } from './rules/keep-zones';
import { warnAwake } from './rules/warn-awake';
import { warnBackups } from './rules/warn-backups';

const RULES: readonly Rule[] = [keepData, adoptKept, keepYaml, keepZones, warnAwake, warnBackups];

/** What the guard says of a deployment. */
export interface Verdict {
  /** What stops the deployment. */
  readonly refused: readonly Finding[];
  /** What would have stopped it, had a person not allowed it. */
  readonly allowed: readonly Finding[];
  /** What a person should know before saying yes. */
  readonly warnings: readonly Finding[];
  /** Allowances that stand for refusals of several stacks: none of them is allowed. */
  readonly ambiguousAllowances: readonly string[];
  /** Those of the allowances that something was allowed for. */
  readonly usedAllowances: readonly string[];
}

/**
 * What all rules say of a deployment.
 *
 * @param allowances what may be destroyed all the same: `<stack>/<address>`, or the address alone where only one stack
 *   is refused for it (equal containers have equal addresses)
 */
export function guard(deployment: GuardedDeployment, allowances: readonly string[]): Verdict {
  const findings = RULES.flatMap((rule) => rule(deployment));
  const refusals = findings.filter(({ severity }) => severity === 'refuse');
  const standingFor = (allowance: string) => refusals.filter((finding) => isNamedBy(finding, allowance));
  const usedAllowances = allowances.filter((allowance) => standingFor(allowance).length === 1);
  const allowed = usedAllowances.flatMap(standingFor);
  return {
    refused: refusals.filter((finding) => !allowed.includes(finding)),
    allowed: [...new Set(allowed)],
    warnings: findings.filter(({ severity }) => severity === 'warn'),
    ambiguousAllowances: allowances.filter((allowance) => standingFor(allowance).length > 1),
    usedAllowances,
  };
}

/** What one gives to `--allow-destroy` to allow what a finding refuses; undefined where nothing can allow it. */
export function allowanceOf({ stack, address }: Pick<Finding, 'stack' | 'address'>): string | undefined {
  return address === undefined ? undefined : `${stack}/${address}`;
}

function isNamedBy(finding: Finding, allowance: string): boolean {
  return finding.address !== undefined && [allowanceOf(finding), finding.address].includes(allowance);
}
