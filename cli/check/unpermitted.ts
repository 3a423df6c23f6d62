import { problemLines } from '../../modules/config/config-error';
import { type ProblemWith } from '../../modules/config/load-config';
import { type CheckResult } from './result';
import { type Check } from './rule';

/** Checks that the credentials may not make. Each missing permission is said once, however much it leaves unchecked. */
export class Unpermitted {
  private readonly checks = new Map<string, Check[]>();

  /** @param permission an IAM action */
  note(permission: string, check: Check): void {
    this.checks.set(permission, [...(this.checks.get(permission) ?? []), check]);
  }

  /** One for each permission, with the place of the first check that needs it. */
  results(problem: ProblemWith): CheckResult[] {
    return [...this.checks].flatMap(([permission, [first, ...others]]) => {
      if (first === undefined) return [];
      const { what, id, path } = first;
      const more = others.length === 0 ? '' : `, nor ${others.length} more`;
      const message = `could not be checked${more}: your credentials lack the permission ${permission}`;
      return [{ what, failures: [], doubts: problemLines([problem(id, path, message)]) }];
    });
  }
}
