import { fields, UnexpectedEventError } from '../shared/event-fields';
import { STOP_CODES } from './contract';

/** A task that stopped by itself, or that never started. */
export interface TaskStop {
  readonly taskId: string;
  readonly stopCode: (typeof STOP_CODES)[number];
  /** AWS's words, e.g. `Essential container in task exited`. */
  readonly reason: string;
  readonly createdAt: Date;
  /** When it ended; when AWS said so, for a task that never ran. */
  readonly stoppedAt: Date;
  /** When AWS sent the event. */
  readonly sentAt: Date;
  /** Empty when the task failed before it had a container. */
  readonly containers: readonly StoppedContainer[];
}

export interface StoppedContainer {
  readonly name: string;
  /** Absent when it never ran. */
  readonly exitCode?: number;
  /** Docker's words, e.g. `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

/**
 * Reads EventBridge's `ECS Task State Change`:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 *
 * @throws UnexpectedEventError that names what came instead of a task stop of that cluster
 */
export function readTaskStop(event: unknown, clusterArn: string): TaskStop {
  const { source, 'detail-type': detailType, time, detail: rawDetail } = fields(event);
  const detail = fields(rawDetail);
  const stopCode = STOP_CODES.find((code) => code === detail.stopCode);
  const expected =
    source === 'aws.ecs' &&
    detailType === 'ECS Task State Change' &&
    detail.clusterArn === clusterArn &&
    detail.lastStatus === 'STOPPED';
  if (!expected || stopCode === undefined) {
    const { clusterArn: cluster, lastStatus, stopCode: code } = detail;
    throw new UnexpectedEventError(
      `expected a task of ${clusterArn} that is STOPPED with ${STOP_CODES.join(' or ')}, ` +
        `got ${JSON.stringify({ source, detailType, clusterArn: cluster, lastStatus, stopCode: code })}`,
    );
  }
  const sentAt = date('time', time);
  return {
    taskId: text(detail.taskArn).split('/').at(-1) ?? '',
    stopCode,
    reason: text(detail.stoppedReason),
    createdAt: date('detail.createdAt', detail.createdAt),
    stoppedAt: firstDate(detail.executionStoppedAt, detail.stoppedAt) ?? sentAt,
    sentAt,
    containers: Array.isArray(detail.containers) ? detail.containers.map(readContainer) : [],
  };
}

function readContainer(container: unknown): StoppedContainer {
  const { name, exitCode, reason } = fields(container);
  return {
    name: text(name),
    ...(typeof exitCode === 'number' && { exitCode }),
    ...(typeof reason === 'string' && { reason }),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function date(key: string, value: unknown): Date {
  const found = firstDate(value);
  if (found === undefined) {
    throw new UnexpectedEventError(`the event's '${key}' is not a time: ${JSON.stringify(value)}`);
  }
  return found;
}

function firstDate(...values: unknown[]): Date | undefined {
  return values
    .filter((value) => typeof value === 'string')
    .map((value) => new Date(value))
    .find((found) => !Number.isNaN(found.getTime()));
}
