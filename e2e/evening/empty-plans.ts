import { effectiveChanges, parsePlan, type TerraformPlan } from '../../cli/guard/plan';
import { expectDone, type Evening } from './evening';

const FOLDER = 'plans';

/** After an apply Terraform wants nothing: neither a resource nor an output of any deployed stack is to be changed. */
export async function expectEmptyPlans(evening: Evening): Promise<void> {
  const { copy } = evening.system;
  expectDone(await copy.cm(['plan', '--out', FOLDER]));

  const stacks = copy.read(`${FOLDER}/deployed.txt`).trim().split('\n');
  expect(stacks).toEqual(['base', 'minecraft', 'valheim']);
  for (const stack of stacks) {
    const plan = parsePlan(copy.read(`${FOLDER}/${stack}.json`), stack);
    expect({ stack, changes: changesIn(plan) }).toEqual({ stack, changes: [] });
    expect(plan.resource_changes.length).toBeGreaterThan(0);
  }
  copy.remove(FOLDER);
}

function changesIn(plan: TerraformPlan): string[] {
  const outputs = Object.entries(plan.output_changes).filter(([, { actions }]) =>
    actions.some((one) => one !== 'no-op'),
  );
  return [...effectiveChanges(plan).map(({ address }) => address), ...outputs.map(([name]) => `output ${name}`)];
}
