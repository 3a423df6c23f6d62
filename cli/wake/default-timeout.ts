import { READY_WHEN_TAG, readReadyWhen } from '../../lambdas/shared/ready-when';
import { type ConfigParts } from '../../modules/config/config-parts';
import { DEFAULT_LOADING_MINUTES } from '../../modules/config/schema/query';
import { tagOf } from '../aws/groups';
import { type DeployedLeaf } from '../leaf/deployed-leaves';

/** Without a Query: an instance boots, the image is pulled, and the container starts. */
export const DEFAULT_TIMEOUT_MINUTES = 15;
/** With a Query: beside the time that its game may load. */
export const MINUTES_BESIDE_LOADING = 5;

/**
 * How long `./cm wake` waits where nobody says it, in minutes: a game that may load for half an hour is not late after 15 minutes.
 * Whether the leaf asks its game is as it was deployed; how long that may load is only in its YAML.
 */
export function defaultTimeoutMinutes(
  { id, group }: Pick<DeployedLeaf, 'id' | 'group'>,
  { leaves }: Pick<ConfigParts, 'leaves'>,
): number {
  if (readReadyWhen(tagOf(group, READY_WHEN_TAG)) !== 'answers') return DEFAULT_TIMEOUT_MINUTES;
  const { loadingMinutes = DEFAULT_LOADING_MINUTES } = leaves.find((leaf) => leaf.id === id) ?? {};
  return Math.max(DEFAULT_TIMEOUT_MINUTES, loadingMinutes + MINUTES_BESIDE_LOADING);
}
