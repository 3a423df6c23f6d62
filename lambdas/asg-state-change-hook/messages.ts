import { duration, secondsBetween } from '../shared/duration';
import { howToWake, howToWakeAfterFailure, startThrottlingText } from '../shared/how-to-wake';
import { type Notice } from '../shared/notify';
import { type ReadyWhen } from '../shared/ready-when';
import { clockTime, moreTimes, type RepeatedCause } from '../shared/repeats-note';
import { type Leaf } from './dependencies';
import { type KnownInstance } from './known-instances';
import { type Reachable } from './public-address';
import { helpFor } from '../shared/start-failures';

/** What tells that it is ready. */
const READY: Readonly<Record<ReadyWhen, string>> = {
  runs: 'its container is running',
  healthy: 'its container is healthy',
  answers: 'its game answers',
};

/** What an instance that was never ready lacked. */
const NEVER_READY: Readonly<Record<ReadyWhen, string>> = {
  runs: '',
  healthy: ' Its container ran, but never passed its HealthCheck.',
  answers: ' Its container ran, but its game never answered.',
};

/**
 * People can connect.
 *
 * @param took how long the parts of the start took (start-line.ts)
 */
export function readyNotice(
  leaf: Leaf,
  { instance, address, launchedAt, type }: Reachable,
  now: Date,
  took?: string,
): Notice {
  const { id, hostName, ports, readyWhen, page } = leaf;
  return {
    subject: `${id} is ready`,
    message: [
      `${id} is ready: ${READY[readyWhen]}, ${duration(secondsBetween(launchedAt, now))} after its instance was launched.`,
      ...(took === undefined ? [] : [`The start took ${took}.`]),
      '',
      `Address: ${hostName === undefined ? address : `${hostName} (${address})`}`,
      `Ports: ${ports}`,
      `Instance: ${instance.id}${type === undefined ? '' : ` (${type})`}`,
      ...(page === undefined ? [] : [`Start page: ${page} (it opens with the link of your own invitation)`]),
      '',
      'It goes back to sleep by itself when nobody is connected any more.',
    ].join('\n'),
  };
}

/**
 * The game has not answered in its time to load. The instance stays up until bytes say that nobody is connected.
 *
 * @param since when its time began; `logLink` shows the container's log since then
 */
export function silentNotice(
  { id }: Leaf,
  { since, loadingMinutes, logLink }: { since: Date; loadingMinutes: number; logLink: string },
  now: Date,
): Notice {
  return {
    subject: `${id} does not answer`,
    message: [
      `${id} does not answer: its container runs, but its game has not answered once in ${duration(secondsBetween(since, now))}. Query.LoadingMinutes is ${loadingMinutes}.`,
      '',
      'See the log of its container:',
      logLink,
      '',
      'If the game is still loading, raise Query.LoadingMinutes. If people can play on it, correct Query.Game and Query.Port.',
      'It goes to sleep by itself when no player seems to be connected. An e-mail tells you if it answers before that.',
    ].join('\n'),
  };
}

/**
 * The instance was terminated.
 *
 * @param more `receipt`: what it cost, in one line (receipt.ts); `refusal`: why no connection wakes it now, and what to do
 */
export function stoppedNotice(
  leaf: Leaf,
  instance: KnownInstance,
  now: Date,
  { receipt, refusal }: { readonly receipt?: string | undefined; readonly refusal?: string | undefined } = {},
): Notice {
  const { id, readyWhen, query, wakesByDns } = leaf;
  const { instanceId, launchedAt, announced, mostPlayers } = instance;
  return {
    subject: `${id} stopped`,
    message: [
      `${id} stopped. Its instance ${instanceId} was terminated after ${duration(secondsBetween(launchedAt, now))}.` +
        (mostPlayers === undefined ? '' : ` ${mostPlayersText(mostPlayers)}`) +
        (announced ? '' : NEVER_READY[readyWhen]),
      '',
      ...(receipt === undefined ? [] : [receipt, '']),
      ...(announced || query === undefined
        ? []
        : ['See the log of its container:', query.logLink(launchedAt, now), '']),
      `Its files are kept. ${refusal ?? howToWake(id, wakesByDns)}`,
    ].join('\n'),
  };
}

/**
 * The instance was terminated, and its container was not seen running. EC2 keeps an instance's console output for an
 * hour or more after it was terminated: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
 *
 * @param more `unplacedReason`: why ECS could not place the container on it, in AWS's words, if it said so; `refusal`: why no
 * connection wakes it now, and what to do
 */
export function neverRanNotice(
  { id, wakesByDns }: Leaf,
  { instanceId, launchedAt }: KnownInstance,
  now: Date,
  {
    unplacedReason,
    refusal,
  }: { readonly unplacedReason?: string | undefined; readonly refusal?: string | undefined } = {},
): Notice {
  return {
    subject: `${id} could not start`,
    message: [
      `${id} could not start: its container was not seen running, and its instance ${instanceId} was terminated after ${duration(secondsBetween(launchedAt, now))}.`,
      '',
      ...(unplacedReason === undefined
        ? [
            'If nobody put it to sleep in the meantime, either the instance failed to boot or the image takes too long to pull.',
          ]
        : whatAwsSays(unplacedReason)),
      '',
      `See the system log of the instance: lines with mount-volumes:, world-lock: or container-manager: say what failed. AWS keeps it for about an hour: aws ec2 get-console-output --instance-id ${instanceId} --output text`,
      "After that, see the events of the service in the leaf's ECS cluster, or the system log of the next instance while it exists (EC2 console, the instance, Actions, Monitor and troubleshoot, Get system log).",
      '',
      refusal ?? howToWake(id, wakesByDns),
    ].join('\n'),
  };
}

/**
 * ECS cannot place the container on the instance, which stays up.
 *
 * @param reason AWS's words
 */
export function unplacedNotice({ id }: Leaf, instanceId: string, reason: string): Notice {
  return {
    subject: `${id} could not start`,
    message: [
      `${id} could not start: its instance ${instanceId} runs, but for minutes ECS has not started the container on it.`,
      '',
      ...whatAwsSays(reason),
      '',
      'ECS keeps trying, and an e-mail tells you if it succeeds. Otherwise the instance goes to sleep by itself, because nobody can be connected.',
      startThrottlingText(id),
      '',
      `To try again with a new instance: ./cm sleep ${id}, then ./cm wake ${id}`,
    ].join('\n'),
  };
}

/**
 * The instance is still up, long after the alarm Instance Left Up told so.
 *
 * @param description the alarm's
 */
export function leftUpNotice(
  { id }: Pick<Leaf, 'id'>,
  { launchedAt }: Pick<KnownInstance, 'launchedAt'>,
  description: string,
  now: Date,
): Notice {
  const up = duration(secondsBetween(launchedAt, now));
  return {
    subject: `${id} is still up, for ${up} now`,
    message: [
      `The instance of ${id} is still up: for ${up} now. The alarm Instance Left Up says:`,
      '',
      description,
      '',
      'This e-mail comes every 24 hours as long as the alarm lasts.',
    ].join('\n'),
  };
}

/** @param reason AWS's words */
export function couldNotStartNotice({ id, wakesByDns, instanceTypes }: Leaf, reason: string): Notice {
  return {
    subject: `${id} could not start`,
    message: [
      `${id} could not start.`,
      '',
      ...whatAwsSays(reason, instanceTypes),
      '',
      howToWakeAfterFailure(id, wakesByDns),
    ].join('\n'),
  };
}

/** What happened several times. */
const HAPPENED: Readonly<Record<RepeatedCause, (id: string) => string>> = {
  'failed-launch': (id) => `${id} could not start`,
  'never-ran': (id) => `${id} could not start`,
  silent: (id) => `${id} did not answer`,
  crash: (id) => `${id} crashed or could not start`,
  ready: (id) => `${id} was ready`,
  stopped: (id) => `${id} stopped`,
};

/**
 * What came without an e-mail since the last one of its cause.
 *
 * @param since when that e-mail was sent
 */
export function repeatsNotice(
  { id }: Pick<Leaf, 'id'>,
  cause: RepeatedCause,
  { count, since }: { readonly count: number; readonly since: Date },
): Notice {
  const what = `${HAPPENED[cause](id)} ${moreTimes(count)} since ${clockTime(since)}`;
  return {
    subject: what,
    message: [
      `${what}.`,
      '',
      ...(cause === 'ready' || cause === 'stopped'
        ? [
            'Each time somebody asked DNS for its name, and nobody had played in the times before: most likely scanners.',
            `To let nothing but you wake it: ./cm sleep ${id} --stay, until ./cm wake ${id}.`,
          ]
        : [`The e-mail of ${clockTime(since)} says why it did then, and what to do.`]),
      'One cause is told at most once an hour.',
      '',
      `How it is now: ./cm status ${id}`,
    ].join('\n'),
  };
}

function mostPlayersText(most: number): string {
  if (most === 0) return 'Nobody played.';
  return most === 1 ? 'One person played at a time.' : `At most ${most} people played at once.`;
}

/** @param instanceTypes that the leaf can have, where it has fallbacks */
function whatAwsSays(reason: string, instanceTypes?: readonly string[]): string[] {
  const help = helpFor(reason, instanceTypes);
  return [`AWS says: ${reason}`, ...(help === undefined ? [] : ['', help])];
}
