import { duration } from '../../lambdas/shared/duration';
import { type Caller } from '../aws/caller';
import { CLOCK_HINT } from '../terminal/aws-hints';
import { type CheckResult } from './result';

/** AWS refuses requests from 5 minutes on; the rest is for their way, and for Terraform, which asks later. */
const MAX_DIFFERENCE_MS = 4 * 60_000;

/** AWS accepts the time of this computer. */
export function clock({ clockAheadMs }: Caller): CheckResult {
  const what = "the clock of this computer agrees with AWS's";
  if (Math.abs(clockAheadMs) <= MAX_DIFFERENCE_MS) return { what, failures: [], doubts: [] };
  const difference = duration(Math.abs(clockAheadMs) / 1000);
  const failure = `the clock of this computer is ${difference} ${clockAheadMs > 0 ? 'ahead' : 'behind'}: ${CLOCK_HINT}`;
  return { what, failures: [failure], doubts: [] };
}
