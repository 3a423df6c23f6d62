import { type Finding, type GuardedDeployment } from '../finding';
import { type Action, actionOf, effectiveChanges } from '../../terraform/plan';

const DONE: Readonly<Partial<Record<Action, string>>> = { create: 'created', delete: 'deleted', replace: 'replaced' };

/**
 * Refuses to change the availability zones (`Vpc.MaxAZs`, `Vpc.AvailabilityZones`) while leaves are deployed. Each zone
 * has one subnet. A leaf's file systems stay in the zones where they were created, and its instance would start in others.
 */
export function keepZones({ plans, deployedLeaves }: GuardedDeployment): Finding[] {
  if (deployedLeaves.length === 0) return [];
  return plans.flatMap(({ stack, plan }) =>
    effectiveChanges(plan).flatMap((change): Finding[] => {
      const done = DONE[actionOf(change)];
      if (change.type !== 'aws_subnet' || done === undefined) return [];
      const message =
        `${change.address} would be ${done}: Vpc.MaxAZs and Vpc.AvailabilityZones must stay as they are while ` +
        `containers are deployed (${deployedLeaves.join(', ')}). Put the old values back`;
      return [{ severity: 'refuse', stack, address: change.address, message }];
    }),
  );
}
