import { gzipSync } from 'node:zlib';

/** An event of EventBridge: the fields that patterns and functions use. */
export interface AwsEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  /** ARNs. Absent where neither patterns nor functions use them. */
  readonly resources?: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A line of Route 53's query log. */
export interface Query {
  readonly name: string;
  /** @default 'A' */
  readonly type?: string;
  /** @default 'NOERROR' */
  readonly responseCode?: string;
}

/** The details that differ between the events of tasks. */
export interface TaskDetail {
  readonly clusterArn: string;
  readonly lastStatus: 'RUNNING' | 'STOPPED';
  /** Set where the container ended by itself. */
  readonly exitCode?: number;
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
export function queryLogLine({ name, type = 'A', responseCode = 'NOERROR' }: Query): string {
  const time = new Date().toISOString();
  return `1.0 ${time} Z0123456789ABCDEFGHIJ ${name} ${type} ${responseCode} UDP FRA56-P1 192.0.2.53 -`;
}

/** Kinds of events of a group about an instance, with AWS's detail types. */
const GROUP_EVENTS = {
  launched: 'EC2 Instance Launch Successful',
  draining: 'EC2 Instance-terminate Lifecycle Action',
  terminated: 'EC2 Instance Terminate Successful',
} as const;
export type GroupEventKind = keyof typeof GROUP_EVENTS;

/** A batch of the query log, as CloudWatch Logs sends it to a function. */
export function queryLogBatch(lines: readonly string[]): { readonly awslogs: { readonly data: string } } {
  const timestamp = Date.now();
  const batch = {
    messageType: 'DATA_MESSAGE',
    owner: '123456789012',
    logGroup: '/aws/route53/example.com',
    logStream: 'Z0123456789ABCDEFGHIJ/FRA56-P1',
    subscriptionFilters: ['start-system'],
    logEvents: lines.map((message, index) => ({ id: String(index), timestamp, message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html */
export function groupEvent(kind: GroupEventKind, group: string, instanceId: string): AwsEvent {
  return event('aws.autoscaling', GROUP_EVENTS[kind], { AutoScalingGroupName: group, EC2InstanceId: instanceId });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html */
export function instanceEvent(instanceId: string, state: 'pending' | 'running' | 'shutting-down'): AwsEvent {
  return {
    ...event('aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': instanceId, state }),
    resources: [`arn:aws:ec2:eu-central-1:123456789012:instance/${instanceId}`],
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
export function taskEvent({ clusterArn, lastStatus, exitCode }: TaskDetail): AwsEvent {
  const now = new Date().toISOString();
  return event('aws.ecs', 'ECS Task State Change', {
    clusterArn,
    lastStatus,
    taskArn: `${clusterArn.replace(':cluster/', ':task/')}/0123456789abcdef0123456789abcdef`,
    createdAt: now,
    ...(exitCode !== undefined && {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      executionStoppedAt: now,
      containers: [{ name: 'container', lastStatus, exitCode }],
    }),
  });
}

/** A task that could not start. */
export interface FailedStart {
  readonly clusterArn: string;
  readonly taskId: string;
  /** The container instance on which ECS tried; absent where none is registered. */
  readonly containerInstanceArn?: string;
  /** AWS's words. */
  readonly reason: string;
}

/** The event of a task that could not start, e.g. since its image could not be pulled. */
export function failedStartEvent({ clusterArn, taskId, containerInstanceArn, reason }: FailedStart): AwsEvent {
  return event('aws.ecs', 'ECS Task State Change', {
    clusterArn,
    lastStatus: 'STOPPED',
    taskArn: `${clusterArn.replace(':cluster/', ':task/')}/${taskId}`,
    createdAt: new Date().toISOString(),
    ...(containerInstanceArn !== undefined && { containerInstanceArn }),
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    containers: [{ name: 'container', lastStatus: 'STOPPED', reason }],
  });
}

/** The event of a rule with a schedule. */
export function scheduledEvent(time: Date): AwsEvent {
  return { ...event('aws.events', 'Scheduled Event', {}), time: time.toISOString() };
}

function event(source: string, detailType: string, detail: AwsEvent['detail']): AwsEvent {
  return { source, 'detail-type': detailType, time: new Date().toISOString(), detail };
}
