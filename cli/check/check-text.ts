import { type Colors } from 'picocolors/types';

import { type CheckResult, failuresOf } from './result';

/**
 * A line for each thing that was checked, and what to do next.
 *
 * @param names leaves that were checked; empty for all
 * @param hasConfig whether the user has a folder config/
 */
export function checkText(
  results: readonly CheckResult[],
  names: readonly string[],
  colors: Colors,
  hasConfig = true,
): string {
  const failed = failuresOf(results).length;
  const command = (name: string) => ['./cm', name, ...names].join(' ');
  const deploy = hasConfig ? `Next: ${command('deploy')}` : NO_CONFIG;
  const next =
    failed === 0 ? deploy : `Fix what is marked with ✗, then run ${command('check')} again. Nothing was changed.`;
  return [...results.flatMap((result) => linesOf(result, colors)), '', next].join('\n');
}

const NO_CONFIG =
  'Next: ./cm bootstrap, since there is no config/ yet: it creates the bucket for the state, and config/.';

function linesOf({ what, failures, doubts }: CheckResult, colors: Colors): string[] {
  return [
    ...failures.map((failure) => colors.red(`✗ ${failure}`)),
    ...doubts.map((doubt) => colors.yellow(`! ${doubt}`)),
    ...(failures.length + doubts.length === 0 ? [`✓ ${what}`] : []),
  ];
}
