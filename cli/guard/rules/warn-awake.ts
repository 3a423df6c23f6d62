import { z } from 'zod';

import { type Finding, type GuardedDeployment } from '../finding';
import { type Action, actionOf, effectiveChanges, type ResourceChange } from '../../terraform/plan';

const RESTARTS = 'restarts its container';
const SLEEPS = 'puts it to sleep';

const LOST: readonly Action[] = ['replace', 'delete'];

/** Warns of changes that disconnect players, once for each kind of effect. */
export function warnAwake({ plans }: GuardedDeployment): Finding[] {
  return plans
    .filter(({ isAwake }) => isAwake !== false)
    .flatMap(({ stack, plan, isAwake }) => {
      const noticed = new Map<string, string>();
      for (const change of effectiveChanges(plan)) {
        const effect = effectOf(change);
        if (effect !== undefined && !noticed.has(effect)) noticed.set(effect, change.address);
      }
      return [...noticed].map(([effect, address]) => ({
        severity: 'warn' as const,
        stack,
        address,
        message: `${stack} ${isAwake === 'unknown' ? 'may be' : 'is'} awake, and this change ${effect}: players are disconnected`,
      }));
    });
}

function effectOf(change: ResourceChange): string | undefined {
  const isLost = LOST.includes(actionOf(change));
  switch (change.type) {
    case 'aws_autoscaling_group':
    case 'aws_ecs_cluster':
      return isLost ? SLEEPS : undefined;
    case 'aws_ecs_service':
      return isLost || hasNewTask(change) ? RESTARTS : undefined;
    default:
      return undefined;
  }
}

const service = z.object({ task_definition: z.unknown() }).catch({ task_definition: undefined });

/** The ARN of a new task definition is known only after apply: then it is not in `after`. */
function hasNewTask({ change: { before, after } }: ResourceChange): boolean {
  return service.parse(before).task_definition !== service.parse(after).task_definition;
}
