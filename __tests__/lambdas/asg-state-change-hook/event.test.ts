import { readTrigger } from '../../../lambdas/asg-state-change-hook/event';
import { gameAnswersEvent } from '../../../lambdas/shared/game-answers';

const GROUP = 'games-minecraft-asg';
const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/games-minecraft';
const read = (event: unknown) => readTrigger(event, GROUP, CLUSTER);

test.each([
  'EC2 Instance Launch Successful',
  'EC2 Instance Launch Unsuccessful',
  'EC2 Instance-terminate Lifecycle Action',
  'EC2 Instance Terminate Successful',
])('accepts %s of its group', (detailType) => {
  const event = { source: 'aws.autoscaling', 'detail-type': detailType, detail: { AutoScalingGroupName: GROUP } };

  expect(read(event)).toEqual({ kind: 'group' });
});

test('accepts that the game of its group answers', () => {
  expect(read(gameAnswersEvent(GROUP))).toEqual({ kind: 'game-answers' });
  expect(() => read(gameAnswersEvent('games-valheim-asg'))).toThrow('"group":"games-valheim-asg"');
});

test('accepts a running task of its cluster', () => {
  const detail = { clusterArn: CLUSTER, lastStatus: 'RUNNING' };

  expect(read({ source: 'aws.ecs', 'detail-type': 'ECS Task State Change', detail })).toEqual({ kind: 'task-runs' });
});

test('accepts a task that ECS could not place, with the reason and the hosts that it tried', () => {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
  const detail = {
    eventType: 'ERROR',
    eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
    clusterArn: CLUSTER,
    containerInstanceArns: ['arn:aws:ecs:eu-central-1:123456789012:container-instance/games-minecraft/a1'],
    reason: 'RESOURCE:MEMORY',
  };

  expect(read({ source: 'aws.ecs', 'detail-type': 'ECS Service Action', detail })).toEqual({
    kind: 'task-not-placed',
    reason: 'RESOURCE:MEMORY',
    hostArns: ['arn:aws:ecs:eu-central-1:123456789012:container-instance/games-minecraft/a1'],
  });
});

test('accepts a task that ECS could not place, also where it names neither reason nor host', () => {
  const detail = { clusterArn: CLUSTER, eventName: 'SERVICE_TASK_PLACEMENT_FAILURE' };

  expect(read({ source: 'aws.ecs', 'detail-type': 'ECS Service Action', detail })).toEqual({
    kind: 'task-not-placed',
    reason: 'no reason given',
    hostArns: [],
  });
});

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
const instanceEvent = (detail: Readonly<Record<string, unknown>>) => ({
  source: 'aws.ec2',
  'detail-type': 'EC2 Instance State-change Notification',
  resources: ['arn:aws:ec2:eu-central-1:123456789012:instance/i-1234567890abcdef0'],
  detail,
});

test.each(['pending', 'running'])('accepts that an instance is %s, whosever it is', (state) => {
  expect(read(instanceEvent({ 'instance-id': 'i-1234567890abcdef0', state }))).toEqual({
    kind: 'instance',
    instanceId: 'i-1234567890abcdef0',
  });
});

test('accepts the schedule', () => {
  expect(read({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} })).toEqual({ kind: 'schedule' });
});

test.each([
  [
    'another group',
    {
      source: 'aws.autoscaling',
      'detail-type': 'EC2 Instance Launch Successful',
      detail: { AutoScalingGroupName: 'games-valheim-asg' },
    },
    '"group":"games-valheim-asg"',
  ],
  [
    'another cluster',
    {
      source: 'aws.ecs',
      'detail-type': 'ECS Task State Change',
      detail: { clusterArn: 'arn:other', lastStatus: 'RUNNING' },
    },
    '"cluster":"arn:other"',
  ],
  [
    'a task that does not run',
    {
      source: 'aws.ecs',
      'detail-type': 'ECS Task State Change',
      detail: { clusterArn: CLUSTER, lastStatus: 'PENDING' },
    },
    '"lastStatus":"PENDING"',
  ],
  [
    'another action of its service',
    {
      source: 'aws.ecs',
      'detail-type': 'ECS Service Action',
      detail: { clusterArn: CLUSTER, eventName: 'SERVICE_STEADY_STATE' },
    },
    '"eventName":"SERVICE_STEADY_STATE"',
  ],
  ['an instance that goes', instanceEvent({ 'instance-id': 'i-1', state: 'shutting-down' }), '"state":"shutting-down"'],
  ['an instance without an id', instanceEvent({ state: 'running' }), '"state":"running"'],
  ['another source', { source: 'aws.s3', 'detail-type': 'Object Created', detail: {} }, '"source":"aws.s3"'],
  ['nothing at all', undefined, 'got {}'],
])('fails for %s, naming what it got', (_, event, got) => {
  expect(() => read(event)).toThrow(
    new RegExp(`expected an event of the group ${GROUP}, the cluster ${CLUSTER} or an instance that comes, got .*`),
  );
  expect(() => read(event)).toThrow(got);
});
