/**
 * Environment variables: the leaf's id as people write it, its group and cluster, its ports (`25565/tcp 24454/udp`),
 * how long the container may take to stop, and the topics that are told.
 */
export const ENVIRONMENT = [
  'LEAF_ID',
  'AUTO_SCALING_GROUP_NAME',
  'CLUSTER_ARN',
  'PORTS',
  'STOP_TIMEOUT_SECONDS',
  'BASE_TOPIC_ARN',
  'LEAF_TOPIC_ARN',
] as const;

export type HookEnvironment = Readonly<Record<(typeof ENVIRONMENT)[number], string>>;

/** More variables where there is a domain: both or none. */
export const DOMAIN_ENVIRONMENT = ['HOST_NAME', 'HOSTED_ZONE_ID'] as const;

export type HookDomainEnvironment = Readonly<Record<(typeof DOMAIN_ENVIRONMENT)[number], string>>;

/**
 * What a leaf's name points to while it sleeps: TEST-NET-1, which is routed nowhere (RFC 5737). 0.0.0.0 would be the
 * player's own machine.
 */
export const ASLEEP_ADDRESS = '192.0.2.1';

/** Seconds that resolvers may keep the address. Short, since cached answers are not logged and so wake nobody. */
export const RECORD_TTL_SECONDS = 5;

/**
 * Tags of the group whose keys begin with this say what people were told. They are written by the function alone:
 * Terraform's provider has to ignore them (`ignore_tags`), or it would show them as changes.
 */
export const TOLD_TAG_PREFIX = 'container-manager:told/';

/** One of them: the notice that people got last, `<ISO time> <subject>`. `./cm status` shows it. */
export const LAST_NOTICE_TAG = `${TOLD_TAG_PREFIX}last-notice`;

/** Lifecycle hook that ECS's managed draining puts on the group. */
export const DRAINING_HOOK_NAME = 'ecs-managed-draining-termination-hook';

/** `eventName` of an `ECS Service Action` event: the task does not fit on the instance. */
export const PLACEMENT_FAILURE = 'SERVICE_TASK_PLACEMENT_FAILURE';

/** `detail-type`s of the group's events. */
export const GROUP_EVENTS = [
  'EC2 Instance Launch Successful',
  'EC2 Instance Launch Unsuccessful',
  'EC2 Instance-terminate Lifecycle Action',
  'EC2 Instance Terminate Successful',
] as const;
