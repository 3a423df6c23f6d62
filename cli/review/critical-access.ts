import { type GuardedPlan } from '../guard/finding';
import { foreignAccess, ownAccounts } from './rules/foreign-access';
import { lostBoundaries } from './rules/lost-boundaries';
import { newAdministrators } from './rules/new-administrators';
import { newCredentials, sshKeyNames } from './rules/new-credentials';
import { publicUrls } from './rules/public-urls';
import { type WidenedAccess } from './widened-access';

/**
 * What hands the account or a part of it to somebody, the worst first, in lists of one kind. Our modules make none of it but
 * an SSH key: the page shows it above everything else.
 */
export function criticalAccess(plans: readonly GuardedPlan[]): readonly (readonly WidenedAccess[])[] {
  const [own, keys] = [ownAccounts(plans), sshKeyNames(plans)];
  return [
    plans.flatMap(newAdministrators),
    plans.flatMap((plan) => foreignAccess(plan, own)),
    plans.flatMap(publicUrls),
    plans.flatMap((plan) => newCredentials(plan, keys)),
    plans.flatMap(lostBoundaries),
  ];
}
