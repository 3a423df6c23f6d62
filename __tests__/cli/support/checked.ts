import { type CheckInput, type Rule } from '../../../cli/check/rule';
import { AwsClients } from '../../../cli/aws/clients';
import { problemLines } from '../../../modules/config/config-error';
import { LEAF, load } from '../../modules/config/support';
import { CALLER } from './workspace';

/** What rules check: a config in eu-central-1 with these files. */
export function checked(
  files: Partial<Record<'base' | 'minecraft', string>>,
  more: Partial<CheckInput> = {},
): CheckInput {
  const { config, problem } = load({
    'config/base.yaml': `Region: eu-central-1\n${files.base ?? ''}`,
    'config/leaves/minecraft.yaml': files.minecraft ?? LEAF,
  });
  return { config, problem, caller: CALLER, deployed: [], clientsIn: (region) => new AwsClients(region), ...more };
}

/** Clients, with the Regions that somebody wanted them of. */
export function notingRegions(): Pick<CheckInput, 'clientsIn'> & { readonly regions: readonly string[] } {
  const regions: string[] = [];
  const clientsIn = (region: string) => {
    regions.push(region);
    return new AwsClients(region);
  };
  return { regions, clientsIn };
}

/** What a rule finds, each thing that it checks: that it is fine, or its problems with their places. */
export async function findingsOf(rule: Rule, all: CheckInput): Promise<string[]> {
  const lines: string[] = [];
  for (const { what, id, path: own, find } of rule(all)) {
    const found = await find();
    if (found.length === 0) lines.push(`fine: ${what}`);
    for (const { path = own, message, isDoubt = false } of found) {
      lines.push(...problemLines([all.problem(id, path, message)]).map((line) => (isDoubt ? `doubt: ${line}` : line)));
    }
  }
  return lines;
}
