import { crashNotice } from '../../../lambdas/break-crash-loop/crash-notice';
import { readTaskStop } from '../../../lambdas/break-crash-loop/task-stop';
import { CLUSTER_ARN, taskStopEvent } from '../../support/task-stop-event';

const LINK = 'https://example.com/log';
const noticeOf = (detail: Readonly<Record<string, unknown>> = {}) =>
  crashNotice('minecraft', readTaskStop(taskStopEvent(detail), CLUSTER_ARN), LINK);

test('says what stopped, when, why, where to look and how to go on', () => {
  expect(noticeOf()).toEqual({
    subject: 'minecraft crashed with exit code 137',
    message: `The container of minecraft crashed with exit code 137.
minecraft was put to sleep at once, so that it does not keep restarting and costing money.

When: 2026-11-22 20:31:05 UTC
Container: minecraft
Exit code 137: killed (SIGKILL), often because it ran out of memory or did not stop in time
Reason: OutOfMemoryError: Container killed due to memory usage
AWS says: EssentialContainerExited: Essential container in task exited
Task: 0123456789abcdef0123456789abcdef

Most likely the program needed more memory than there is. Set a larger Ec2.InstanceType, or let the program use less: many images have a variable for that, which goes into Container.Environment.

See the log of that minute:
https://example.com/log

After five minutes the next connection starts it again. Without a domain, or at once: ./cm wake minecraft
If it stops like this again, fix the container first.`,
  });
});

test('promises no start by a connection where none starts it', () => {
  const { message } = crashNotice('minecraft', readTaskStop(taskStopEvent({}), CLUSTER_ARN), LINK, false);

  expect(message).toContain('\nNo connection starts it: ./cm wake minecraft does.\n');
  expect(message).not.toContain('the next connection');
});

test('does not call a clean end a crash', () => {
  const { subject, message } = noticeOf({ containers: [{ name: 'minecraft', exitCode: 0 }] });

  expect(subject).toBe('minecraft ended by itself');
  expect(message).toContain('The container of minecraft ended by itself, without an error.');
  expect(message).toContain('Exit code 0: ended by itself, without an error');
  // a container that did start is not throttled
  expect(message).not.toContain('27 minutes');
  expect(message).not.toMatch(/crash/i);
});

test('says why a container could not start, without an exit code', () => {
  const { subject, message } = noticeOf({
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: not found',
    containers: [],
  });

  expect(subject).toBe('minecraft could not start');
  expect(message).toContain('AWS says: TaskFailedToStart: CannotPullContainerError: not found');
  expect(message).not.toContain('Exit code');
  expect(message).not.toContain('Container:');
  expect(message).toContain(
    'up to 27 minutes, before it tries to start the container again. ./cm wake minecraft makes',
  );
});

test("says what to do about a reason that a container gives, also where the task's own says little", () => {
  const { message } = noticeOf({
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'Task failed to start',
    containers: [
      {
        name: 'minecraft',
        reason: 'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.',
      },
    ],
  });

  expect(message).toContain('AWS says: TaskFailedToStart: Task failed to start\n');
  expect(message).toContain('\n\nThe registry allows no more downloads for now');
});

test("explains Docker Hub's limit for addresses that others share, and what lifts it", () => {
  const { subject, message } = noticeOf({
    stopCode: 'TaskFailedToStart',
    // AWS's words: https://repost.aws/knowledge-center/ecs-pull-container-error-rate-limit
    stoppedReason:
      'CannotPullContainerError: inspect image has been retried 5 time(s): httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/itzg/minecraft-server/manifests/sha256:2bb5 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    containers: [],
  });

  expect(subject).toBe('minecraft could not start');
  expect(message).toContain(
    "Docker Hub limits those without an account by IP address, and AWS gives the addresses of instances from one customer to the next: others have used up this one's. Wake it again, since each instance has another address",
  );
  expect(message).toContain(
    'set Container.RepositoryCredentials to a secret with the user name and an access token of a Docker Hub account',
  );
});

test('has no advice for a crash that AWS does not explain', () => {
  const { message } = noticeOf({ containers: [{ name: 'minecraft', exitCode: 1 }] });

  expect(message).toContain('Task: 0123456789abcdef0123456789abcdef\n\nSee the log of that minute');
});

test('does not invent an exit code or a reason', () => {
  const { subject, message } = noticeOf({ containers: [{ name: 'minecraft' }], stoppedReason: undefined });

  expect(subject).toBe('minecraft crashed');
  expect(message).toContain('AWS says: EssentialContainerExited: no reason given');
  expect(message).not.toMatch(/undefined|Exit code|Reason:/);
});

test('calls it a crash when one container failed, also beside one that ended well', () => {
  const { subject } = noticeOf({
    containers: [
      { name: 'init', exitCode: 0 },
      { name: 'minecraft', exitCode: 1 },
    ],
  });

  expect(subject).toBe('minecraft crashed with exit code 0, 1');
});
