import { TerraformResource, type TerraformStack } from 'cdktf';

import { colorsOn } from '../cli/terminal/colors';
import { plainTable } from '../cli/terminal/table';
import { PRICES } from '../modules/aws/prices/prices';
import { hostNameOf, portsText } from '../modules/config/leaf-address';
import { placeOfState } from '../modules/config/state-place';
import { type BaseConfig, type Config, type LeafConfig } from '../modules/config/types';

export interface SynthSummaryProps {
  readonly config: Config;
  /** Base and the leaves, in the order in which they are shown. */
  readonly stacks: readonly TerraformStack[];
  /** Where it is printed: a terminal gets colours. */
  readonly output: { readonly isTTY?: boolean };
}

/**
 * A table for people: each stack, its number of resources, where its state is, what players connect to. Below it, what
 * the dashboards cost when there are more than AWS gives for free.
 */
export function synthSummary({ config, stacks, output }: SynthSummaryProps): string {
  const rows = stacks.map((stack) => {
    const name = stack.node.id;
    const leaf = config.leaves.find(({ stackName }) => stackName === name);
    const address = leaf ? addressOf(config.base, leaf) : '';
    return [name, String(resourceCount(stack)), placeOfState(config.base, name), address];
  });
  const table = plainTable({
    head: ['Stack', 'Resources', 'State', 'Address'],
    rows,
    right: [1],
    colors: colorsOn(output),
  });
  return [table, ...dashboardCosts(config)].join('\n');
}

function dashboardCosts({ leaves }: Config): string[] {
  const count = leaves.filter((leaf) => leaf.dashboard.enabled).length;
  const { dashboard, freeDashboards } = PRICES;
  if (count <= freeDashboards) return [];
  const dollars = (count - freeDashboards) * dashboard;
  return [
    '',
    `${count} dashboards cost ${dollars} $ a month: ${freeDashboards} in an account are free, each further one costs ` +
      `${dashboard} $. Dashboard.Enabled: false removes one.`,
  ];
}

function resourceCount(stack: TerraformStack): number {
  return stack.node.findAll().filter((construct) => TerraformResource.isTerraformResource(construct)).length;
}

function addressOf({ domain }: BaseConfig, { id, container }: LeafConfig): string {
  const host = domain ? hostNameOf(id, domain) : 'public IP (no Domain)';
  return `${host} ${portsText(container.ports)}`;
}
