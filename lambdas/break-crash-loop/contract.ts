/**
 * What the function and the module that deploys it agree on.
 *
 * Environment variables: the leaf's id as people write it, its group, its cluster, the topics that get its e-mails, and
 * the container's log group.
 */
export const ENVIRONMENT = [
  'LEAF_ID',
  'AUTO_SCALING_GROUP_NAME',
  'CLUSTER_ARN',
  'BASE_TOPIC_ARN',
  'LEAF_TOPIC_ARN',
  'CONTAINER_LOG_GROUP_NAME',
] as const;

export type BreakCrashLoopEnvironment = Readonly<Record<(typeof ENVIRONMENT)[number], string>>;

/** Stop codes of a task that would run in a loop: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export const STOP_CODES = ['TaskFailedToStart', 'EssentialContainerExited'] as const;

/** Seven AWS calls one after another, each at its slowest. */
export const TIMEOUT_SECONDS = 150;

/** Lambda waits one minute before the second try and two before the third. */
export const MAXIMUM_RETRY_ATTEMPTS = 2;
const WAITS_SECONDS = 60 + 120;

/** An event whose first delivery takes longer is late: by then somebody may be playing on the container that ECS restarted. */
const MAXIMUM_DELAY_SECONDS = 120;

/**
 * Older events are ignored. A try does not know whether it is the first, so this is when the third try of an event that
 * came in time begins at the latest. It does not protect the next wake-up: comparing instances does (break-crash-loop.ts).
 */
export const MAXIMUM_EVENT_AGE_SECONDS =
  MAXIMUM_DELAY_SECONDS + MAXIMUM_RETRY_ATTEMPTS * TIMEOUT_SECONDS + WAITS_SECONDS;
