import { type GuardedPlan } from '../guard/finding';
import { actionOf, effectiveChanges, type ResourceChange } from '../terraform/plan';
import { type WidenedAccess } from './widened-access';

/** The values of a resource on one side of a change, or Terraform's marks of them. */
export type Values = Readonly<Record<string, unknown>>;

/** One side of a change; empty where there is none. */
export function valuesOf(side: unknown): Values {
  return typeof side === 'object' && side !== null ? { ...side } : {};
}

/** What a rule found, and in which resource. */
interface Gained<Found> extends Omit<WidenedAccess, 'message'> {
  readonly found: Found;
}

/**
 * What a rule finds in resources as they will be, and not in the same resources as they are.
 *
 * @param find gets the values, what Terraform marks in them as known only after apply, and the resource; returns messages
 */
export function gained(
  plan: GuardedPlan,
  find: (values: Values, unknown: Values, resource: ResourceChange) => readonly string[],
): WidenedAccess[] {
  return gainedBy(plan, find, (message) => message).map(({ found: message, ...where }) => ({ ...where, message }));
}

/** @param keyOf tells what is found twice, or was there before */
export function gainedBy<Found>(
  { stack, plan }: GuardedPlan,
  find: (values: Values, unknown: Values, resource: ResourceChange) => readonly Found[],
  keyOf: (found: Found) => string,
): Gained<Found>[] {
  return effectiveChanges(plan)
    .filter((resource) => ['create', 'update', 'replace'].includes(actionOf(resource)))
    .flatMap((resource) => {
      const { address, change } = resource;
      const before = new Set(find(valuesOf(change.before), {}, resource).map(keyOf));
      const after = find(valuesOf(change.after), valuesOf(change.after_unknown), resource);
      const different = new Map(after.map((found) => [keyOf(found), found]));
      return [...different].filter(([key]) => !before.has(key)).map(([, found]) => ({ stack, address, found }));
    });
}
