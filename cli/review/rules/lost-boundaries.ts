import { type GuardedPlan } from '../../guard/finding';
import { actionOf, effectiveChanges } from '../../terraform/plan';
import { valuesOf } from '../gained';
import { type WidenedAccess } from '../widened-access';

/** Finds roles and users that lose their permissions boundary or get another one: it is the most that their policies can give. */
export function lostBoundaries({ stack, plan }: GuardedPlan): WidenedAccess[] {
  return effectiveChanges(plan).flatMap((resource) => {
    const { address, change } = resource;
    const before = valuesOf(change.before).permissions_boundary;
    const after = valuesOf(change.after).permissions_boundary;
    if (!['update', 'replace'].includes(actionOf(resource)) || isNone(before) || after === before) return [];
    const isUnknown = valuesOf(change.after_unknown).permissions_boundary === true;
    const message =
      isNone(after) && !isUnknown ? 'loses its permissions boundary' : 'gets another permissions boundary';
    return [{ stack, address, message }];
  });
}

function isNone(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
