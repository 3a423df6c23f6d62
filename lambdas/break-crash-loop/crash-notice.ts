import { howToWakeAfterFailure, startThrottlingText } from '../shared/how-to-wake';
import { type Notice } from '../shared/notify';
import { helpFor } from '../shared/start-failures';
import { meaningOfExitCode } from './exit-code';
import { type StoppedContainer, type TaskStop } from './task-stop';

/**
 * The e-mail about a container that was put to sleep because it stopped.
 *
 * @param wakesByDns whether the next connection starts it again
 */
export function crashNotice(leafId: string, stop: TaskStop, logLink: string, wakesByDns = true): Notice {
  const what = whatHappened(stop);
  const help = helpFor(reasons(stop));
  return {
    subject: `${leafId} ${what}`,
    message: [
      `The container of ${leafId} ${what}${what === ENDED ? ', without an error' : ''}.`,
      `${leafId} was put to sleep at once, so that it does not keep restarting and costing money.`,
      '',
      `When: ${stop.stoppedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
      ...stop.containers.flatMap(describe),
      `AWS says: ${stop.stopCode}: ${stop.reason || 'no reason given'}`,
      `Task: ${stop.taskId}`,
      '',
      ...(help === undefined ? [] : [help, '']),
      'See the log of that minute:',
      logLink,
      '',
      howToWakeAfterFailure(leafId, wakesByDns),
      ...(stop.stopCode === 'TaskFailedToStart' ? [startThrottlingText(leafId)] : []),
      'If it stops like this again, fix the container first.',
    ].join('\n'),
  };
}

const ENDED = 'ended by itself';

/** What the container did, as the end of a sentence. */
function whatHappened({ stopCode, containers }: TaskStop): string {
  if (stopCode === 'TaskFailedToStart') return 'could not start';
  const codes = containers.flatMap(({ exitCode }) => (exitCode === undefined ? [] : [exitCode]));
  if (codes.length === 0) return 'crashed';
  return codes.every((code) => code === 0) ? ENDED : `crashed with exit code ${codes.join(', ')}`;
}

/** All that AWS says of why it stopped, one reason a line: of the task, and of each container. */
function reasons({ reason, containers }: TaskStop): string {
  const ofContainers = containers.map(({ exitCode, reason: words }) =>
    [...(words === undefined ? [] : [words]), ...(exitCode === undefined ? [] : [`exit code ${exitCode}`])].join('\n'),
  );
  return [reason, ...ofContainers].join('\n');
}

function describe({ name, exitCode, reason }: StoppedContainer): string[] {
  return [
    `Container: ${name}`,
    ...(exitCode === undefined ? [] : [`Exit code ${exitCode}: ${meaningOfExitCode(exitCode)}`]),
    ...(reason === undefined ? [] : [`Reason: ${reason}`]),
  ];
}
