import { hostNameOf } from '../../modules/config/leaf-address';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig, type LeafConfig } from '../../modules/config/types';
import { type Workspace } from '../workspace';
import { type DeploymentReport, type StackReport } from './report';

/** What a person does after a deployment; nothing when nothing was applied. */
export function nextSteps(
  { config, leafIds }: Pick<Workspace, 'config' | 'leafIds'>,
  { stacks }: Pick<DeploymentReport, 'stacks'>,
): string[] {
  const applied = stacks.filter(({ result }) => result === 'applied');
  if (applied.length === 0) return [];
  const leaves = config.leaves.filter(({ stackName }) => applied.some(({ stack }) => stack === stackName));
  return [...(applied.some(hasNewAddress) ? [CONFIRM] : []), ...next(config.base, leaves, leafIds, applied)];
}

const CONFIRM =
  'Next: AWS sends each new address of AlertSubscription an e-mail. Click "Confirm subscription" in it: without that no ' +
  'other e-mail comes.';

function next(
  base: BaseConfig,
  [leaf, ...others]: readonly LeafConfig[],
  leafIds: readonly string[],
  applied: readonly StackReport[],
): string[] {
  if (leaf !== undefined) {
    const which = others.length === 0 ? leaf.id : '<leaf>';
    const byName = base.domain && `connect to ${hostNameOf(which, base.domain)}, which wakes it, or run `;
    return [
      `Next: ${byName ?? ''}./cm wake ${which}. A start takes some minutes; ./cm status shows how far it is, and ./cm logs ${which} what it writes.`,
    ];
  }
  if (!applied.some(({ stack }) => stack === BASE_STACK_NAME)) return [];
  return leafIds.length === 0
    ? ['Next: copy a file of examples/leaves to config/leaves, change it, and run ./cm deploy.']
    : [`Next: ./cm deploy deploys the leaves too: ${leafIds.join(', ')}.`];
}

function hasNewAddress({ changes }: StackReport): boolean {
  return changes.some(
    // a function that posts to webhooks confirms nothing
    ({ address, action }) =>
      action === 'create' && address.startsWith('aws_sns_topic_subscription.') && !address.includes('.Webhooks_'),
  );
}
