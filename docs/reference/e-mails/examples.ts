import { type Leaf } from '../../../lambdas/asg-state-change-hook/dependencies';
import { type KnownInstance } from '../../../lambdas/asg-state-change-hook/known-instances';
import { type LimitFacts } from '../../../lambdas/asg-state-change-hook/limit-notices';
import { receiptText } from '../../../lambdas/asg-state-change-hook/receipt';
import { type TaskStop } from '../../../lambdas/break-crash-loop/task-stop';
import { logEventsLink } from '../../../lambdas/shared/console-link';
import { hookPrices } from '../../../modules/leaf/asg-state-change-hook/prices';

// The values in the examples of e-mails: always the same, so that the page changes only with the texts and AWS's prices.

export const NOW = new Date('2026-11-29T21:00:00Z');
export const LAUNCHED_AT = new Date('2026-11-29T18:48:00Z');
export const INSTANCE_ID = 'i-0123456789abcdef0';
export const ADDRESS = '198.51.100.7';

const REGION = 'eu-central-1';
const LOG_GROUP = '/container-manager/minecraft/container';

/** With a domain, a start page and a Query. */
export const LEAF: Leaf = {
  id: 'minecraft',
  hostName: 'minecraft.example.com',
  ports: '25565/tcp',
  stopTimeoutSeconds: 120,
  readyWhen: 'answers',
  page: 'https://abc123.execute-api.eu-central-1.amazonaws.com/minecraft',
  query: {
    loadingMinutes: 30,
    logLink: (start, end) => logEventsLink(REGION, LOG_GROUP, start.getTime(), end.getTime()),
  },
};

export const PLAYED: KnownInstance = {
  instanceId: INSTANCE_ID,
  launchedAt: LAUNCHED_AT,
  announced: true,
  ran: true,
  mostPlayers: 4,
};
export const NEVER_ANSWERED: KnownInstance = {
  instanceId: INSTANCE_ID,
  launchedAt: LAUNCHED_AT,
  announced: false,
  ran: true,
};
export const NEVER_RAN: KnownInstance = { ...NEVER_ANSWERED, ran: false };

const LIMIT = { limit: 60 * 60, every: 60 * 60, now: NOW };
export const NEAR_LIMIT: LimitFacts = { ...LIMIT, used: 48 * 60 + 2 };
export const USED_UP: LimitFacts = { ...LIMIT, used: 60 * 60 + 3 };
export const ENDED_BY_LIMIT: LimitFacts = { ...LIMIT, used: 64 * 60 + 3 };

/** What is known where the leaf has volumes and a limit. */
export const RECEIPT = receiptText(
  {
    type: 'm7i-flex.large',
    hours: (NOW.getTime() - LAUNCHED_AT.getTime()) / 3_600_000,
    minutes: 860,
    limit: LIMIT.limit,
    files: [{ bytes: 1.2 * 2 ** 30, isOneZone: true, isPartlyCheaper: false }],
  },
  hookPrices(REGION, ['m7i-flex.large']),
  NOW,
);

export const CRASH_LOG_LINK = logEventsLink(REGION, LOG_GROUP, NOW.getTime() - 60_000, NOW.getTime());

const STOP = {
  taskId: '0123456789abcdef0123456789abcdef',
  createdAt: LAUNCHED_AT,
  stoppedAt: NOW,
  sentAt: NOW,
};
export const CRASHED: TaskStop = {
  ...STOP,
  stopCode: 'EssentialContainerExited',
  reason: 'Essential container in task exited',
  containers: [{ name: 'container', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
};
export const ENDED: TaskStop = { ...CRASHED, containers: [{ name: 'container', exitCode: 0 }] };
export const FAILED_START: TaskStop = {
  ...STOP,
  stopCode: 'TaskFailedToStart',
  reason: 'CannotPullContainerError: manifest for itzg/minecraft-server:jave21 not found',
  containers: [],
};
