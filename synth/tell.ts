import { type TerraformStack } from 'cdktf';

import { print, printError } from '../cli/terminal/output';
import { type Config } from '../modules/config/types';
import { failureText } from './failure-text';
import { synthSummary } from './summary';

export interface SynthesizedProps {
  readonly config: Config;
  /** Whether it is the shipped example, because the user has no folder. */
  readonly usedQuickstart: boolean;
  /** What of the config is allowed, but looks like a mistake: a line each. */
  readonly warnings: readonly string[];
  /** Base and the leaves. */
  readonly stacks: readonly TerraformStack[];
}

/** Says what was synthesized. */
export function tellSynthesized({ config, usedQuickstart, warnings, stacks }: SynthesizedProps): void {
  if (usedQuickstart) print('There is no config/ yet: this is examples/quickstart.');
  print(synthSummary({ config, stacks, output: process.stdout }));
  for (const warning of warnings) printError(`Warning: ${warning}`);
}

/** Says why synthesis failed. Of a bug it says the stack too. */
export function tellFailure(error: unknown): void {
  printError(failureText(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)));
}
