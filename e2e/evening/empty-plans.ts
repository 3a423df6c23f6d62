import { type TerraformPlan } from '../../cli/guard/plan';
import { expectDone, type Evening } from './evening';

const FOLDER = 'plans';

/** After an apply Terraform wants nothing: neither a resource nor an output of any deployed stack is to be changed. */
export async function expectEmptyPlans(evening: Evening): Promise<void> {
  const { copy } = evening.system;
  expectDone(await copy.cm(['plan', '--out', FOLDER]));

  const stacks = copy.read(`${FOLDER}/deployed.txt`).trim().split('\n');
  expect(stacks).toEqual(['base', 'minecraft', 'valheim']);
  for (const stack of stacks) {
    // a cast: as terraform show -json writes it
    const plan = JSON.parse(copy.read(`${FOLDER}/${stack}.json`)) as TerraformPlan;
    expect({ stack, changes: changesIn(plan) }).toEqual({ stack, changes: [] });
    expect(plan.resource_changes.length).toBeGreaterThan(0);
  }
  copy.remove(FOLDER);
}

function changesIn({ resource_changes: resources, output_changes: outputs }: TerraformPlan): string[] {
  const isChange = ({ actions }: { readonly actions: readonly string[] }) =>
    actions.some((action) => action !== 'no-op' && action !== 'read');
  return [
    ...resources.filter(({ change }) => isChange(change)).map(({ address }) => address),
    ...Object.entries(outputs).flatMap(([name, change]) => (isChange(change) ? [`output ${name}`] : [])),
  ];
}
