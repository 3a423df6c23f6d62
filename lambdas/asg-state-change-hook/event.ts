import { fields, UnexpectedEventError } from '../shared/event-fields';
import { GROUP_EVENTS, PLACEMENT_FAILURE } from './contract';

/** Why the function runs. It finds out by itself what is true: events come late, twice or not at all. */
export type Trigger =
  | { readonly kind: 'group' | 'task-runs' | 'schedule' }
  /** `reason` in AWS's words, e.g. `RESOURCE:MEMORY`. */
  | { readonly kind: 'task-not-placed'; readonly reason: string };

/** @throws UnexpectedEventError that names what came instead of an event of that group or cluster */
export function readTrigger(event: unknown, groupName: string, clusterArn: string): Trigger {
  const { source, 'detail-type': detailType, detail: rawDetail } = fields(event);
  const detail = fields(rawDetail);
  if (source === 'aws.events' && detailType === 'Scheduled Event') return { kind: 'schedule' };
  if (source === 'aws.autoscaling' && detail.AutoScalingGroupName === groupName && isGroupEvent(detailType)) {
    return { kind: 'group' };
  }
  if (source === 'aws.ecs' && detail.clusterArn === clusterArn) {
    if (detailType === 'ECS Task State Change' && detail.lastStatus === 'RUNNING') return { kind: 'task-runs' };
    if (detailType === 'ECS Service Action' && detail.eventName === PLACEMENT_FAILURE) {
      return { kind: 'task-not-placed', reason: typeof detail.reason === 'string' ? detail.reason : 'no reason given' };
    }
  }
  const { AutoScalingGroupName: group, clusterArn: cluster, lastStatus, eventName } = detail;
  throw new UnexpectedEventError(
    `expected an event of the group ${groupName} or the cluster ${clusterArn}, ` +
      `got ${JSON.stringify({ source, detailType, group, cluster, lastStatus, eventName })}`,
  );
}

function isGroupEvent(detailType: unknown): boolean {
  return GROUP_EVENTS.some((known) => known === detailType);
}
