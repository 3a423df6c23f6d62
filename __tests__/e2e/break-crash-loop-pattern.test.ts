import {
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';

import { type Clients, clientsOf } from '../../e2e/emulator/clients';
import { type Moto, startMoto } from '../../e2e/emulator/moto';
import { taskStopEvent } from '../support/task-stop-event';
import { watchdogTemplate } from '../support/watchdog';

const exited = (exitCode: number) => ({ containers: [{ name: 'minecraft', lastStatus: 'STOPPED', exitCode }] });
const stoppedBy = (stopCode: string, stoppedReason: string) => ({ stopCode, stoppedReason, ...exited(143) });

// as AWS documents them: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
const MATCHING = {
  'failed to start, without a container': {
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 5 time(s)',
    containers: [],
  },
  'exit code 0': exited(0),
  'exit code 1': exited(1),
  'exit code 137': exited(137),
  'exit code 139': exited(139),
};
const OTHERS = {
  'stopped by a person': stoppedBy('UserInitiated', 'Task stopped by user'),
  'stopped by the service scheduler': stoppedBy(
    'ServiceSchedulerInitiated',
    'Scaling activity initiated by deployment ecs-svc/9223370626459410100',
  ),
  'stopped by draining': stoppedBy('ServiceSchedulerInitiated', 'Service minecraft: container instance is draining'),
  'stopped by Spot': stoppedBy('SpotInterruption', 'Your Spot instance was interrupted.'),
  'stopped with its instance': stoppedBy('TerminationNotice', 'Host EC2 (instance i-0123456789abcdef0) terminated.'),
  'of another cluster': { clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/cm-terraria-cluster' },
  // ECS sends this before the task has stopped
  'stopping, not stopped': { lastStatus: 'DEACTIVATING' },
  running: { lastStatus: 'RUNNING', desiredStatus: 'RUNNING', stopCode: undefined, stoppedReason: undefined },
};

describe('the synthesized event pattern', () => {
  let moto: Moto;
  let clients: Clients;
  let queueUrl: string;

  beforeAll(async () => {
    moto = await startMoto();
    clients = clientsOf(moto.url, 'eu-central-1');
    queueUrl = await queueBehindTheRule();
  }, 60_000);
  // optional: the start may have failed
  afterAll(() => (moto as Moto | undefined)?.stop());

  /** Creates the synthesized rule with a queue as its target. Returns the queue's URL. */
  async function queueBehindTheRule(): Promise<string> {
    const { name, event_pattern } = watchdogTemplate().resource('aws_cloudwatch_event_rule');
    await clients.eventBridge.send(new PutRuleCommand({ Name: String(name), EventPattern: String(event_pattern) }));
    const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: 'matched' }));
    const { Attributes } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    await clients.eventBridge.send(
      new PutTargetsCommand({ Rule: String(name), Targets: [{ Id: 'queue', Arn: Attributes?.QueueArn }] }),
    );
    return String(QueueUrl);
  }

  /** Whether the rule matches an event. */
  async function matches(event: ReturnType<typeof taskStopEvent>): Promise<boolean> {
    const entry: PutEventsRequestEntry = {
      Source: String(event.source),
      DetailType: String(event['detail-type']),
      Detail: JSON.stringify(event.detail),
    };
    const { FailedEntryCount } = await clients.eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
    expect(FailedEntryCount).toBe(0);
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
    );
    expect(Messages.length).toBeLessThanOrEqual(1);
    return Messages.length === 1;
  }

  test.each(Object.entries(MATCHING))('matches: %s', async (_, detail) => {
    expect(await matches(taskStopEvent(detail))).toBe(true);
  });

  test.each(Object.entries(OTHERS))('does not match: %s', async (_, detail) => {
    expect(await matches(taskStopEvent(detail))).toBe(false);
  });

  test('does not match another detail type, nor another source', async () => {
    expect(await matches(taskStopEvent({}, { 'detail-type': 'ECS Service Action' }))).toBe(false);
    expect(await matches(taskStopEvent({}, { source: 'my.app' }))).toBe(false);
  });
});
