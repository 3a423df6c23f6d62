import { type Action, actionOf, effectiveChanges, type TerraformPlan } from './plan';

/** What a plan would do, in numbers. */
export interface PlanCounts {
  /** Existing resources that come into the state. */
  readonly adopt: number;
  readonly create: number;
  readonly change: number;
  readonly replace: number;
  readonly destroy: number;
}

const SIGNS: Readonly<Record<Action, string>> = {
  none: '<=',
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  forget: '.',
};

/** @param plan of one stack */
export function planCounts(plan: TerraformPlan): PlanCounts {
  const changes = effectiveChanges(plan);
  const count = (action: Action) => changes.filter((change) => actionOf(change) === action).length;
  return {
    adopt: changes.filter(({ change }) => change.importing !== undefined).length,
    create: count('create'),
    change: count('update'),
    replace: count('replace'),
    destroy: count('delete'),
  };
}

/** A line for the stack, then one for each resource that changes, in Terraform's own signs. */
export function planText(stack: string, plan: TerraformPlan): string {
  const changes = effectiveChanges(plan);
  const outputs = changedOutputs(plan);
  if (changes.length === 0 && outputs.length === 0) return `${stack}: no changes`;
  const { adopt, create, change, replace, destroy } = planCounts(plan);
  const counts = [
    ...(adopt > 0 ? [`${adopt} to adopt`] : []),
    `${create} to create`,
    `${change} to change`,
    `${replace} to replace`,
    `${destroy} to destroy`,
    ...(changes.length === 0 ? [`other outputs: ${outputs.join(', ')}`] : []),
  ];
  return [
    `${stack}: ${counts.join(', ')}`,
    ...changes.map((each) => `  ${SIGNS[actionOf(each)].padStart(3)} ${each.address}`),
  ].join('\n');
}

/** Names of the outputs that are new, gone or different after the plan. */
export function changedOutputs(plan: TerraformPlan): string[] {
  return Object.entries(plan.output_changes)
    .filter(([, { actions }]) => !actions.includes('no-op'))
    .map(([name]) => name);
}
