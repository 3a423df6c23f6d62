import { type Notice } from '../shared/notify';
import { meaningOfExitCode } from './exit-code';
import { type StoppedContainer, type TaskStop } from './task-stop';

/** The e-mail about a container that was put to sleep because it stopped. */
export function crashNotice(leafId: string, stop: TaskStop, logLink: string): Notice {
  const { subject, sentence } = headline(leafId, stop);
  return {
    subject,
    message: [
      sentence,
      'It was put to sleep at once, so that it does not start, stop and cost money in a loop.',
      '',
      `When: ${stop.stoppedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
      ...stop.containers.flatMap(describe),
      `AWS says: ${stop.stopCode}: ${stop.reason || 'no reason given'}`,
      `Task: ${stop.taskId}`,
      '',
      'The log at that minute:',
      logLink,
      '',
      `The next connection starts it again. Without a domain, or by hand: ./cm wake ${leafId}`,
    ].join('\n'),
  };
}

function headline(leafId: string, { stopCode, containers }: TaskStop): { subject: string; sentence: string } {
  if (stopCode === 'TaskFailedToStart') {
    return { subject: `${leafId} could not start`, sentence: `The container of ${leafId} could not start.` };
  }
  const codes = containers.flatMap(({ exitCode }) => (exitCode === undefined ? [] : [exitCode]));
  if (codes.length > 0 && codes.every((code) => code === 0)) {
    return {
      subject: `${leafId} ended by itself`,
      sentence: `The container of ${leafId} ended by itself, without an error. AWS would have started it again and again.`,
    };
  }
  const withCodes = codes.length > 0 ? ` with exit code ${codes.join(', ')}` : '';
  return { subject: `${leafId} crashed${withCodes}`, sentence: `The container of ${leafId} crashed${withCodes}.` };
}

function describe({ name, exitCode, reason }: StoppedContainer): string[] {
  return [
    `Container: ${name}`,
    ...(exitCode === undefined ? [] : [`Exit code: ${exitCode}: ${meaningOfExitCode(exitCode)}`]),
    ...(reason === undefined ? [] : [`Its reason: ${reason}`]),
  ];
}
