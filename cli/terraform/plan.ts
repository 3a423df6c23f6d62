import { z } from 'zod';

const change = z.object({
  actions: z.array(z.enum(['no-op', 'create', 'read', 'update', 'delete', 'forget'])),
  before: z.unknown().optional(),
  // absent where it is known only after apply
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  importing: z.object({ id: z.string().optional() }).optional(),
});

const resourceChange = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  change,
  action_reason: z.string().optional(),
});

// Terraform promises that minor versions only add: https://developer.hashicorp.com/terraform/internals/json-format
const terraformPlan = z.object({
  format_version: z.string().regex(/^1\./),
  resource_changes: z.array(resourceChange).default([]),
  output_changes: z.record(z.string(), change).default({}),
  // in every plan since Terraform 1.5, and in nothing else that 'terraform show' writes
  errored: z.boolean(),
});

/** The parts that we read of a plan that `terraform show -json` wrote. */
export type TerraformPlan = z.infer<typeof terraformPlan>;

/** A plan that changes nothing, without the resources and outputs that stay as they are. */
export const UNCHANGED: TerraformPlan = {
  format_version: '1.2',
  resource_changes: [],
  output_changes: {},
  errored: false,
};

/** What a plan does to one resource. */
export type ResourceChange = z.infer<typeof resourceChange>;

/** What a change does, in one word; `forget` leaves the resource in AWS and takes it out of the state. */
export type Action = 'none' | 'create' | 'update' | 'replace' | 'delete' | 'forget';

/**
 * @param source where the text comes from, for messages
 * @throws Error when the text is not a plan in JSON format 1.x
 */
export function parsePlan(text: string, source: string): TerraformPlan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${source}: not JSON: write it with 'terraform show -json PLAN'`, { cause });
  }
  const version = z.object({ format_version: z.string() }).safeParse(json);
  if (!version.success) throw new Error(`${source}: not a Terraform plan: write it with 'terraform show -json PLAN'`);
  if (!version.data.format_version.startsWith('1.')) {
    throw new Error(
      `${source}: a plan of format version ${version.data.format_version}, but this program reads 1.x: upgrade it`,
    );
  }
  if (isState(json)) throw new Error(`${source}: a state, not a plan: write it with 'terraform show -json PLAN'`);
  const plan = terraformPlan.safeParse(json);
  if (!plan.success) throw new Error(`${source}: not a Terraform plan: ${z.prettifyError(plan.error)}`);
  return plan.data;
}

/** Without the name of a plan file 'terraform show' writes the state: its values, or without a state the version alone. */
function isState(json: unknown): boolean {
  return z
    .union([
      z.looseObject({ values: z.unknown().refine((values) => values !== undefined) }),
      z.strictObject({ format_version: z.string() }),
    ])
    .safeParse(json).success;
}

/** What the change does. Reads of data sources count as `none`. */
export function actionOf({ change: { actions } }: Pick<ResourceChange, 'change'>): Action {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'delete';
  if (actions.includes('forget')) return actions.includes('create') ? 'replace' : 'forget';
  if (actions.includes('create')) return 'create';
  return actions.includes('update') ? 'update' : 'none';
}

/** Changes of managed resources that do something, an import included. */
export function effectiveChanges(plan: TerraformPlan): ResourceChange[] {
  return plan.resource_changes.filter(
    (resource) =>
      resource.mode === 'managed' && (actionOf(resource) !== 'none' || resource.change.importing !== undefined),
  );
}
