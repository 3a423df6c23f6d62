import { type Colors } from 'picocolors/types';

import { type CheckResult, failuresOf } from './result';

/**
 * A line for each thing that was checked, and what to do next.
 *
 * @param names leaves that were checked; empty for all
 */
export function checkText(results: readonly CheckResult[], names: readonly string[], colors: Colors): string {
  const failed = failuresOf(results).length;
  const command = (name: string) => ['./cm', name, ...names].join(' ');
  const next =
    failed === 0
      ? `Next: ${command('deploy')}`
      : `Fix what is marked with ✗, then run ${command('check')} again. Nothing was changed.`;
  return [...results.flatMap((result) => linesOf(result, colors)), '', next].join('\n');
}

function linesOf({ what, failures, doubts }: CheckResult, colors: Colors): string[] {
  return [
    ...failures.map((failure) => colors.red(`✗ ${failure}`)),
    ...doubts.map((doubt) => colors.yellow(`! ${doubt}`)),
    ...(failures.length + doubts.length === 0 ? [`✓ ${what}`] : []),
  ];
}
