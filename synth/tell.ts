import { type TerraformStack } from 'cdktf';

import { print, printError } from '../cli/terminal/output';
import { ConfigError } from '../modules/config/config-error';
import { type Config } from '../modules/config/types';
import { synthSummary } from './summary';

export interface SynthesizedProps {
  readonly config: Config;
  /** Whether it is the shipped example, because the user has no folder. */
  readonly usedQuickstart: boolean;
  /** Base and the leaves. */
  readonly stacks: readonly TerraformStack[];
}

/** Says what was synthesized. */
export function tellSynthesized({ config, usedQuickstart, stacks }: SynthesizedProps): void {
  if (usedQuickstart) print('There is no config/ yet: this is examples/quickstart.');
  print(synthSummary({ config, stacks, output: process.stdout }));
}

/** Says why synthesis failed: of bad input the problems alone, of a bug the stack too. */
export function tellFailure(error: unknown): void {
  if (error instanceof ConfigError) printError(error.message);
  else printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
