import { type Finding, type GuardedDeployment, type Rule } from './finding';
import { adoptKept } from './rules/adopt-kept';
import { keepFolders } from './rules/keep-folders';
import { keepData } from './rules/keep-data';
import { keepYaml } from './rules/keep-yaml';
import { keepZones } from './rules/keep-zones';
import { warnAwake } from './rules/warn-awake';
import { warnBackups } from './rules/warn-backups';
import { warnLock } from './rules/warn-lock';

const RULES: readonly Rule[] = [
  keepData,
  keepFolders,
  adoptKept,
  keepYaml,
  keepZones,
  warnAwake,
  warnBackups,
  warnLock,
];

/** The guard's decision about a deployment. */
export interface Verdict {
  /** What stops the deployment. */
  readonly refused: readonly Finding[];
  /** What would have stopped it if a person had not allowed it. */
  readonly allowed: readonly Finding[];
  /** What a person should know before saying yes. */
  readonly warnings: readonly Finding[];
  /** Allowances that match refusals of several stacks: they allow none of them. */
  readonly ambiguousAllowances: readonly string[];
  /** Allowances that allowed something. */
  readonly usedAllowances: readonly string[];
}

/**
 * Checks a deployment with all rules.
 *
 * @param allowances what may be destroyed although a rule refuses: `<stack>/<address>`, or the address alone when only
 *   one stack is refused for it (equal containers have equal addresses)
 */
export function guard(deployment: GuardedDeployment, allowances: readonly string[]): Verdict {
  const findings = RULES.flatMap((rule) => rule(deployment));
  const refusals = findings.filter(({ severity }) => severity === 'refuse');
  const refusalsOf = (allowance: string) => refusals.filter((finding) => isNamedBy(finding, allowance));
  const stacksOf = (allowance: string) => new Set(refusalsOf(allowance).map(({ stack }) => stack)).size;
  const usedAllowances = allowances.filter((allowance) => stacksOf(allowance) === 1);
  const allowed = usedAllowances.flatMap(refusalsOf);
  return {
    refused: refusals.filter((finding) => !allowed.includes(finding)),
    allowed: [...new Set(allowed)],
    warnings: findings.filter(({ severity }) => severity === 'warn'),
    ambiguousAllowances: allowances.filter((allowance) => stacksOf(allowance) > 1),
    usedAllowances,
  };
}

/** The value of `--allow-destroy` that allows what a finding refuses; undefined when nothing can allow it. */
export function allowanceOf({ stack, address }: Pick<Finding, 'stack' | 'address'>): string | undefined {
  return address === undefined ? undefined : `${stack}/${address}`;
}

function isNamedBy(finding: Finding, allowance: string): boolean {
  return finding.address !== undefined && [allowanceOf(finding), finding.address].includes(allowance);
}
