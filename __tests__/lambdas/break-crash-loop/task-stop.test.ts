import { readTaskStop } from '../../../lambdas/break-crash-loop/task-stop';
import { UnexpectedEventError } from '../../../lambdas/shared/event-fields';
import { CLUSTER_ARN, taskStopEvent } from '../../support/task-stop-event';

const read = (event: unknown) => readTaskStop(event, CLUSTER_ARN);

test('reads a container that was killed', () => {
  expect(read(taskStopEvent())).toEqual({
    taskId: '0123456789abcdef0123456789abcdef',
    stopCode: 'EssentialContainerExited',
    reason: 'Essential container in task exited',
    createdAt: new Date('2026-11-22T20:25:00.123Z'),
    stoppedAt: new Date('2026-11-22T20:31:05.678Z'),
    sentAt: new Date('2026-11-22T20:31:40Z'),
    containers: [
      { name: 'minecraft', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
    ],
  });
});

test('reads a task that failed to start and has no containers', () => {
  const event = taskStopEvent({
    containers: [],
    stopCode: 'TaskFailedToStart',
    stoppedReason: "CannotPullContainerError: pull access denied for 'minecraft'",
    executionStoppedAt: undefined,
  });

  expect(read(event)).toMatchObject({
    stopCode: 'TaskFailedToStart',
    reason: "CannotPullContainerError: pull access denied for 'minecraft'",
    stoppedAt: new Date('2026-11-22T20:31:38.901Z'),
    containers: [],
  });
});

test('reads a container that never ran, and an event without the times of its end', () => {
  const event = taskStopEvent({
    containers: [{ name: 'minecraft', lastStatus: 'STOPPED' }],
    executionStoppedAt: undefined,
    stoppedAt: undefined,
  });

  const stop = read(event);

  expect(stop.containers).toEqual([{ name: 'minecraft' }]);
  expect(stop.stoppedAt).toEqual(new Date('2026-11-22T20:31:40Z'));
});

test.each([
  ['another cluster', taskStopEvent({ clusterArn: `${CLUSTER_ARN}-other` }), `"clusterArn":"${CLUSTER_ARN}-other"`],
  ['a task that runs', taskStopEvent({ lastStatus: 'RUNNING', stopCode: undefined }), '"lastStatus":"RUNNING"'],
  ['a task that somebody stopped', taskStopEvent({ stopCode: 'UserInitiated' }), '"stopCode":"UserInitiated"'],
  ['a task that ECS stopped', taskStopEvent({ stopCode: 'ServiceSchedulerInitiated' }), 'ServiceSchedulerInitiated'],
  ['another kind', taskStopEvent({}, { 'detail-type': 'ECS Service Action' }), '"detailType":"ECS Service Action"'],
  ['another source', taskStopEvent({}, { source: 'my.ecs' }), '"source":"my.ecs"'],
  ['a test from the console', { key1: 'value1' }, 'got {}'],
  ['nothing', undefined, 'got {}'],
])('fails on %s, naming what it got', (_what, event, got) => {
  expect(() => read(event)).toThrow(UnexpectedEventError);
  expect(() => read(event)).toThrow(got);
  expect(() => read(event)).toThrow(`expected a task of ${CLUSTER_ARN} that is STOPPED`);
});

test.each([
  [taskStopEvent({ createdAt: 'yesterday' }), `the event's 'detail.createdAt' is not a time: "yesterday"`],
  [taskStopEvent({}, { time: undefined }), "the event's 'time' is not a time: undefined"],
])('fails without the times that it decides by (%#)', (event, message) => {
  expect(() => read(event)).toThrow(message);
});
