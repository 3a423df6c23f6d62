import { type GuardedDeployment, type GuardedPlan } from '../../../cli/guard/finding';
import { parsePlan, type TerraformPlan } from '../../../cli/terraform/plan';

export interface ChangeOfPlan {
  /** `type.name` */
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** Terraform's marks of what is known only after apply. */
  readonly unknown?: unknown;
  readonly importing?: { readonly id: string };
}

/** A plan as Terraform writes it, reduced to what is given. */
export function planOf(
  changes: readonly ChangeOfPlan[],
  outputs: Readonly<Record<string, readonly string[]>> = {},
): TerraformPlan {
  const plan = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    errored: false,
    resource_changes: changes.map(({ address, actions, before = null, after = null, unknown, importing }) => {
      const [type, name] = address.split('.');
      return {
        address,
        mode: 'managed',
        type,
        name,
        change: { actions, before, after, after_unknown: unknown, importing },
      };
    }),
    output_changes: Object.fromEntries(
      Object.entries(outputs).map(([name, actions]) => [name, { actions, before: null, after: null }]),
    ),
  };
  return parsePlan(JSON.stringify(plan), 'a plan of a test');
}

/** A plan; by default of a leaf that is asleep. */
export function guardedPlan(changes: readonly ChangeOfPlan[], more: Partial<GuardedPlan> = {}): GuardedPlan {
  return { stack: 'minecraft', isAwake: false, plan: planOf(changes), ...more };
}

/** A deployment; by default of everything, with `minecraft` deployed and no orphans. */
export function guardedDeployment(more: Partial<GuardedDeployment> = {}): GuardedDeployment {
  return { plans: [], deployedLeaves: ['minecraft'], orphans: [], fileSystems: [], isWhole: true, ...more };
}
