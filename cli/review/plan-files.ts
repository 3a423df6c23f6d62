import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { CommandError, EXIT } from '../terminal/errors';
import { parsePlan } from '../terraform/plan';
import { parseChangedPaths } from './changed-paths';
import { planPage, type StackPlan } from './page';
import { parseDeployed, parseUnplanned } from './plan-folder';

/** Paths of what the page is made of. */
export interface PlanFiles {
  /** Each is called by its stack, e.g. `minecraft.json`. */
  readonly plans: readonly string[];
  /** Absent: the page takes it from the plans. */
  readonly deployed?: string;
  /** Absent: every stack has a plan. */
  readonly unplanned?: string;
  /** Absent: the page does not say whether the pull request changes more than the config. */
  readonly changed?: string;
}

/**
 * The page for a pull request.
 *
 * @throws CommandError where a file cannot be read, or holds something else; (wrong use) for two plans of one stack
 */
export function pageOf({ plans: files, deployed, unplanned, changed }: PlanFiles): string {
  const plans = files.map(stackPlan);
  assertDistinct(plans);
  const known = deployed === undefined ? undefined : parseDeployed(read(deployed));
  const failed = unplanned === undefined ? undefined : parseUnplanned(read(unplanned));
  const paths = changed === undefined ? undefined : parseChangedPaths(read(changed));
  return planPage(plans, known, failed, paths);
}

function stackPlan(file: string): StackPlan {
  const text = read(file);
  try {
    return { stack: basename(file, '.json'), plan: parsePlan(text, file) };
  } catch (cause) {
    throw new CommandError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function read(file: string): string {
  try {
    return decoded(readFileSync(file));
  } catch (cause) {
    throw new CommandError(`cannot read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Text in UTF-8, or in UTF-16, which is what `>` writes in Windows PowerShell: with a byte order mark or without. */
function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  // each of these files begins with a character of ASCII, whose other byte is 0
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  // without the mark
  return new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8').decode(bytes);
}

function assertDistinct(plans: readonly StackPlan[]): void {
  const twice = plans.find(({ stack }, index) => plans.findIndex((other) => other.stack === stack) !== index);
  if (twice === undefined) return;
  throw new CommandError(`two files are called ${twice.stack}.json: pass one plan per stack`, {
    exitCode: EXIT.wrongUse,
  });
}
