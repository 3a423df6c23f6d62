import Table from 'cli-table3';
import { TerraformResource, type TerraformStack } from 'cdktf';
import type { Colors } from 'picocolors/types';

import { stateKey } from '../modules/aws/aws-stack';
import type { BaseConfig, Config, LeafConfig } from '../modules/config/types';

export interface SynthSummaryProps {
  readonly config: Config;
  /** Base and the leaves, in the order in which they are shown. */
  readonly stacks: readonly TerraformStack[];
  readonly colors: Colors;
}

// https://aws.amazon.com/cloudwatch/pricing: free tier, dashboards
const FREE_DASHBOARDS = 3;
const DASHBOARD_DOLLARS_PER_MONTH = 3;

/**
 * A table for a person: each stack, its number of resources, where its state lives, what players connect to. Under it,
 * what dashboards cost where there are more than AWS gives for nothing.
 */
export function synthSummary({ config, stacks, colors }: SynthSummaryProps): string {
  const table = new Table({
    head: ['Stack', 'Resources', 'State', 'Address'].map((title) => colors.bold(title)),
    colAligns: ['left', 'right', 'left', 'left'],
    style: { head: [], border: [] },
    chars: NO_FRAME,
  });
  for (const stack of stacks) {
    const name = stack.node.id;
    const leaf = config.leaves.find(({ stackName }) => stackName === name);
    table.push([name, resourceCount(stack), stateOf(config.base, name), leaf ? addressOf(config.base, leaf) : '']);
  }
  const lines = table.toString().split('\n');
  return [...lines.map((line) => line.trimEnd()), ...dashboardCosts(config)].join('\n');
}

function dashboardCosts({ leaves }: Config): string[] {
  const count = leaves.filter(({ dashboard }) => dashboard.enabled).length;
  if (count <= FREE_DASHBOARDS) return [];
  const dollars = (count - FREE_DASHBOARDS) * DASHBOARD_DOLLARS_PER_MONTH;
  return [
    '',
    `${count} dashboards cost ${dollars} $ a month: ${FREE_DASHBOARDS} in an account are free, each further one costs ` +
      `${DASHBOARD_DOLLARS_PER_MONTH} $. Dashboard.Enabled: false does without.`,
  ];
}

function resourceCount(stack: TerraformStack): number {
  return stack.node.findAll().filter((construct) => TerraformResource.isTerraformResource(construct)).length;
}

function stateOf({ state, name }: BaseConfig, stack: string): string {
  return state ? `s3://${state.bucket}/${stateKey(name, stack)}` : `terraform.tfstate.d/${stack}/terraform.tfstate`;
}

function addressOf({ domain }: BaseConfig, { id, container }: LeafConfig): string {
  const host = domain ? `${id}.${domain.name}` : 'public IP (no Domain)';
  return `${host} ${container.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(' ')}`;
}

// no frame: what is copied from a terminal stays readable
const NO_FRAME = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
