import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type Config } from '../../modules/config/types';
import { type Project } from '../project/project';
import { type CostLine, costLines, type CostProps, instancePrice, type StackPlan, unpricedTypes } from './cost';
import { costNote, costTable, sumOf, typesTable, unpricedNote } from './cost-table';

export interface CostReportProps extends CostProps {
  /** Instance types to compare. */
  readonly types: readonly string[];
}

/** What `./cm cost --json` writes beside the prices. */
export interface CostReport {
  readonly gigabytes: number;
  readonly hours: number;
  readonly lines: readonly CostLine[];
  readonly sum: ReturnType<typeof sumOf>;
  /** $ an hour; null when cli/cost/prices.ts does not have the type. */
  readonly types: readonly { readonly type: string; readonly perHour: number | null }[];
  /** Instance types whose price is not known. */
  readonly unpriced: readonly string[];
}

/** Synthesizes the project, and returns what costs money, by the name of the stack. */
export async function synthesizedPlans(project: Project, { leaves }: Config): Promise<CostProps['plans']> {
  await project.synthesize();
  const stacks = [BASE_STACK_NAME, ...leaves.map(({ stackName }) => stackName)];
  return Object.fromEntries(stacks.map((stack) => [stack, planIn(project.stackFolder(stack))]));
}

function planIn(folder: string): StackPlan {
  // a cast, since JSON has no types
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as StackPlan;
}

export function costReport({ plans, gigabytes, hours, types }: CostReportProps): CostReport {
  const lines = costLines({ plans, gigabytes, hours });
  return {
    gigabytes,
    hours,
    lines,
    sum: sumOf(lines),
    types: types.map((type) => ({ type, perHour: instancePrice(type) ?? null })),
    unpriced: unpricedTypes(plans, types),
  };
}

/**
 * Its tables and notes.
 *
 * @param region `Region` of base.yaml
 */
export function costText({ lines, hours, types, unpriced }: CostReport, region: string): string {
  const compared = types.map(({ type }) => type);
  const tables = [costTable(lines, hours), ...(compared.length === 0 ? [] : [typesTable(compared, hours)])];
  return [...tables, ...unpricedNote(unpriced), costNote(region)].join('\n\n');
}
