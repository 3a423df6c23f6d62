/**
 * What the function and the module that deploys it agree on.
 *
 * Environment variables: the leaf's id as people write it, its group, its cluster, the topics that are told, and the
 * container's log group.
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

/** Older events are ignored: by then somebody may have connected again. Also the longest that Lambda keeps one. */
export const MAXIMUM_EVENT_AGE_SECONDS = 120;

/**
 * Lambda must not try a failed event again. The function turns the switch first and tells people then; where telling
 * fails, a second try would find the switch turned, say nothing and succeed, and nobody would ever hear of the crash.
 * Without a second try base hears of it through the on-failure destination. What is lost is little: the AWS SDK has
 * tried each call several times, and a container in a loop sends the next event by itself.
 */
export const MAXIMUM_RETRY_ATTEMPTS = 0;

/** Three AWS calls after one another, each at its slowest, and room to tell people. */
export const TIMEOUT_SECONDS = 90;
