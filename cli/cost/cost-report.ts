import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { findLeaf } from '../project/find-leaf';
import { type Project } from '../project/project';
import {
  asksGame,
  type CostLine,
  costLines,
  type CostProps,
  instancePrice,
  type StackPlan,
  surplusTypes,
  unpricedTypes,
} from './cost';
import {
  type ComparedType,
  costNote,
  costTable,
  type CostView,
  queryNote,
  sumOf,
  surplusNote,
  typesTable,
  unpricedNote,
} from './cost-table';

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
  readonly types: readonly ComparedType[];
  /** Instance types whose price is not known. */
  readonly unpriced: readonly string[];
  /** Instance types of the leaves that EC2 bills for CPU above their baseline. */
  readonly surplus: readonly string[];
  /** Whether one of the leaves has a Query. */
  readonly asksGame: boolean;
}

/**
 * Synthesizes the project, and returns what costs money, by the name of the stack.
 *
 * @param names of leaves, as a person gave them; none for base and all leaves
 * @throws CommandError with the problems of the config; (wrong use) for a leaf that it does not have
 */
export async function synthesizedPlans(
  project: Project,
  names: readonly string[],
): Promise<{ readonly base: BaseConfig; readonly plans: CostProps['plans'] }> {
  const only = names.length === 0 ? undefined : names;
  const loaded = project.readConfig(only);
  const { base, leaves } = loaded.config;
  const stacks = only
    ? only.map((name) => findLeaf(loaded, name).stackName)
    : [BASE_STACK_NAME, ...leaves.map(({ stackName }) => stackName)];
  await project.synthesize(only);
  return { base, plans: Object.fromEntries(stacks.map((stack) => [stack, planIn(project.stackFolder(stack))])) };
}

function planIn(folder: string): StackPlan {
  // a cast, since JSON has no types
  return JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as StackPlan;
}

export function costReport({ plans, gigabytes, hours, region, prices, types }: CostReportProps): CostReport {
  const props = { plans, gigabytes, hours, region, ...(prices && { prices }) };
  const lines = costLines(props);
  return {
    gigabytes,
    hours,
    lines,
    sum: sumOf(lines),
    types: types.map((type) => comparedType(type, region, prices)),
    unpriced: unpricedTypes(props, types),
    surplus: surplusTypes(plans),
    asksGame: asksGame(plans),
  };
}

function comparedType(type: string, region: string, prices: CostReportProps['prices']): ComparedType {
  const price = instancePrice(type, region, prices);
  return {
    type,
    perHour: price?.dollars ?? null,
    ...(price !== undefined && price.region !== region && { priceOf: price.region }),
  };
}

/**
 * Its tables and notes.
 *
 * @param region `Region` of base.yaml
 */
export function costText(
  { lines, hours, types, unpriced, surplus, asksGame }: CostReport,
  region: string,
  view: CostView,
): string {
  const tables = [costTable(lines, hours, view), ...(types.length === 0 ? [] : [typesTable(types, hours, view)])];
  return [
    ...tables,
    ...unpricedNote(unpriced),
    ...surplusNote(surplus),
    ...queryNote(asksGame),
    costNote(region, [...lines, ...types]),
  ].join('\n\n');
}
