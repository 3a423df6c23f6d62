import { fields, UnexpectedEventError } from '../shared/event-fields';
import { GAME_ANSWERS } from '../shared/game-answers';
import { GROUP_EVENTS, INSTANCE_EVENTS, PLACEMENT_FAILURE } from './contract';

/** Why the function runs. It finds out by itself what is true: events come late, twice or not at all. */
export type Trigger =
  { readonly kind: 'group' | 'task-runs' | 'game-answers' | 'schedule' } | UnplacedTask | InstanceComes;

/** EC2 launches an instance, or it runs: any instance of the account, also of another group or of none. */
export interface InstanceComes {
  readonly kind: 'instance';
  readonly instanceId: string;
}

/** ECS could not place the task. */
export interface UnplacedTask {
  readonly kind: 'task-not-placed';
  /** In AWS's words, e.g. `RESOURCE:MEMORY`. */
  readonly reason: string;
  /** ARNs of the container instances that it tried; empty when it does not say. */
  readonly hostArns: readonly string[];
}

/** @throws UnexpectedEventError that names what came instead of an event of that group or cluster */
export function readTrigger(event: unknown, groupName: string, clusterArn: string): Trigger {
  const { source, 'detail-type': detailType, detail: rawDetail } = fields(event);
  const detail = fields(rawDetail);
  if (source === 'aws.events' && detailType === 'Scheduled Event') return { kind: 'schedule' };
  if (source === 'aws.autoscaling' && detail.AutoScalingGroupName === groupName && isGroupEvent(detailType)) {
    return { kind: 'group' };
  }
  if (
    source === GAME_ANSWERS.source &&
    detailType === GAME_ANSWERS['detail-type'] &&
    detail.AutoScalingGroupName === groupName
  ) {
    return { kind: 'game-answers' };
  }
  if (source === 'aws.ecs' && detail.clusterArn === clusterArn) {
    if (detailType === 'ECS Task State Change' && detail.lastStatus === 'RUNNING') return { kind: 'task-runs' };
    if (detailType === 'ECS Service Action' && detail.eventName === PLACEMENT_FAILURE) {
      const { reason, containerInstanceArns: arns } = detail;
      return {
        kind: 'task-not-placed',
        reason: typeof reason === 'string' ? reason : 'no reason given',
        hostArns: Array.isArray(arns) ? arns.filter((arn) => typeof arn === 'string') : [],
      };
    }
  }
  const { 'instance-id': instanceId, state } = detail;
  if (source === INSTANCE_EVENTS.source && detailType === INSTANCE_EVENTS.detailType && isComing(state)) {
    if (typeof instanceId === 'string') return { kind: 'instance', instanceId };
  }
  const { AutoScalingGroupName: group, clusterArn: cluster, lastStatus, eventName } = detail;
  throw new UnexpectedEventError(
    `expected an event of the group ${groupName}, the cluster ${clusterArn} or an instance that comes, ` +
      `got ${JSON.stringify({ source, detailType, group, cluster, lastStatus, eventName, instanceId, state })}`,
  );
}

function isComing(state: unknown): boolean {
  return INSTANCE_EVENTS.states.some((known) => known === state);
}

function isGroupEvent(detailType: unknown): boolean {
  return GROUP_EVENTS.some((known) => known === detailType);
}
