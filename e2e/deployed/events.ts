import { gzipSync } from 'node:zlib';

/** What EventBridge sends, as far as patterns and functions look at it. */
export interface AwsEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
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

/** Details of a task's event that are not the same for all. */
export interface TaskDetail {
  readonly clusterArn: string;
  readonly lastStatus: 'RUNNING' | 'STOPPED';
  /** When it stopped by itself. */
  readonly exitCode?: number;
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
export function queryLogLine({ name, type = 'A', responseCode = 'NOERROR' }: Query): string {
  const time = new Date().toISOString();
  return `1.0 ${time} Z0123456789ABCDEFGHIJ ${name} ${type} ${responseCode} UDP FRA56-P1 192.0.2.53 -`;
}

/** What a group tells of an instance, and AWS's name of that. */
const GROUP_EVENTS = {
  launched: 'EC2 Instance Launch Successful',
  drains: 'EC2 Instance-terminate Lifecycle Action',
  terminated: 'EC2 Instance Terminate Successful',
} as const;
export type GroupEventKind = keyof typeof GROUP_EVENTS;

/** A batch of the query log, as CloudWatch Logs hands it to a function. */
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

/** What a rule with a schedule sends. */
export function scheduledEvent(): AwsEvent {
  return event('aws.events', 'Scheduled Event', {});
}

/** An invocation that was given up. */
export interface GivenUp {
  readonly functionArn: string;
  readonly event: unknown;
  readonly tries: number;
  /** The last try's. */
  readonly error: unknown;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function failureRecord({ functionArn, event, tries, error }: GivenUp) {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: { functionArn, condition: 'RetriesExhausted', approximateInvokeCount: tries },
    requestPayload: event,
    responseContext: { statusCode: 200, functionError: 'Unhandled' },
    responsePayload: { errorMessage: error instanceof Error ? error.message : String(error) },
  };
}

function event(source: string, detailType: string, detail: AwsEvent['detail']): AwsEvent {
  return { source, 'detail-type': detailType, time: new Date().toISOString(), detail };
}
