import { type Action, actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from './plan';

/** How many resources a plan would change, by kind of change. */
export interface PlanCounts {
  /** Existing resources that the plan imports into the state. */
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

/** Counts the changes of one stack's plan. */
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

/** A plan for a person: a line of counts, then a line for each resource that changes, with Terraform's signs (`+`, `~`, `-/+`, `-`). */
export function planText(stack: string, plan: TerraformPlan): string {
  return [countsLine(stack, plan), ...effectiveChanges(plan).map((each) => `  ${signOf(each)} ${each.address}`)].join(
    '\n',
  );
}

/** How much a plan changes, in one line, e.g. `base: no changes`. */
export function countsLine(stack: string, plan: TerraformPlan): string {
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
  return `${stack}: ${counts.join(', ')}`;
}

/** Terraform's sign of a change, aligned right in three columns. */
export function signOf(resource: ResourceChange): string {
  return SIGNS[actionOf(resource)].padStart(3);
}

/** Names of the outputs that the plan adds, removes or changes. */
export function changedOutputs(plan: TerraformPlan): string[] {
  return Object.entries(plan.output_changes)
    .filter(([, { actions }]) => !actions.includes('no-op'))
    .map(([name]) => name);
}
