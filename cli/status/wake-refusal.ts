import { groupState } from '../../lambdas/shared/group-state';
import { type Refusal, refusalOf } from '../../lambdas/shared/refusal';
import { staysAsleep } from '../../lambdas/shared/woken-by';
import { type LeafFacts } from '../leaf/facts';
import { isRetiring } from '../leaf/group';

/** Who does not wake a leaf that sleeps. Empty while it is awake. */
export interface Sleep {
  /** Why the next connection does not wake it; of a leaf without a domain, why somebody's page does not. */
  readonly refusal?: Refusal;
  /** `./cm sleep --stay`. */
  readonly staysAsleep?: true;
}

export function sleepOf(
  { id, hostName }: { readonly id: string; readonly hostName: string | undefined },
  { group, activities }: Pick<LeafFacts, 'group' | 'activities'>,
  now: Date,
): Sleep {
  if (group === undefined || (group.DesiredCapacity ?? 0) > 0 || isRetiring(group)) return {};
  const state = groupState(group, 0);
  const waker = hostName === undefined ? 'page' : 'dns';
  const refusal = refusalOf({ leafId: id, waker, state, activities, now });
  return { ...(refusal && { refusal }), ...(staysAsleep(state) && { staysAsleep: true }) };
}
