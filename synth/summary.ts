import { TerraformResource, type TerraformStack } from 'cdktf';
import type { Colors } from 'picocolors/types';

import { hostNameOf, portsText } from '../modules/config/leaf-address';
import { placeOfState } from '../modules/config/state-place';
import type { BaseConfig, Config, LeafConfig } from '../modules/config/types';
import { PRICES } from '../cli/cost/prices';
import { plainTable } from '../cli/terminal/table';

export interface SynthSummaryProps {
  readonly config: Config;
  /** Base and the leaves, in the order in which they are shown. */
  readonly stacks: readonly TerraformStack[];
  readonly colors: Colors;
}

/**
 * A table for a person: each stack, its number of resources, where its state lives, what players connect to. Under it,
 * what dashboards cost where there are more than AWS gives for nothing.
 */
export function synthSummary({ config, stacks, colors }: SynthSummaryProps): string {
  const rows = stacks.map((stack) => {
    const name = stack.node.id;
    const leaf = config.leaves.find(({ stackName }) => stackName === name);
    const address = leaf ? addressOf(config.base, leaf) : '';
    return [name, String(resourceCount(stack)), placeOfState(config.base, name), address];
  });
  const table = plainTable({ head: ['Stack', 'Resources', 'State', 'Address'], rows, right: [1], colors });
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
      `${dashboard} $. Dashboard.Enabled: false does without.`,
  ];
}

function resourceCount(stack: TerraformStack): number {
  return stack.node.findAll().filter((construct) => TerraformResource.isTerraformResource(construct)).length;
}

function addressOf({ domain }: BaseConfig, { id, container }: LeafConfig): string {
  const host = domain ? hostNameOf(id, domain) : 'public IP (no Domain)';
  return `${host} ${portsText(container.ports)}`;
}
