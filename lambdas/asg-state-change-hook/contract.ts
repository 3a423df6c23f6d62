/**
 * Environment variables: the leaf's id as people write it, its group and cluster, its ports (`25565/tcp 24454/udp`),
 * how long the container may take to stop, the topics that get its e-mails, and the name of the alarm Instance Left Up.
 */
export const ENVIRONMENT = [
  'LEAF_ID',
  'AUTO_SCALING_GROUP_NAME',
  'CLUSTER_ARN',
  'PORTS',
  'STOP_TIMEOUT_SECONDS',
  'BASE_TOPIC_ARN',
  'LEAF_TOPIC_ARN',
  'LEFT_UP_ALARM_NAME',
] as const;

export type HookEnvironment = Readonly<Record<(typeof ENVIRONMENT)[number], string>>;

/**
 * More variables where there is a domain, all or none: the leaf's name in its zone, and the alarm whose values say whether a time
 * awake was for nobody.
 */
export const DOMAIN_ENVIRONMENT = ['HOST_NAME', 'HOSTED_ZONE_ID', 'CONTAINER_ACTIVITY_ALARM_NAME'] as const;

export type HookDomainEnvironment = Readonly<Record<(typeof DOMAIN_ENVIRONMENT)[number], string>>;

/**
 * More variables where the leaf has a Query, all or none: name of the rule that runs player-query, how many minutes the game may
 * load, and the container's log group.
 */
export const QUERY_ENVIRONMENT = ['QUERY_RULE_NAME', 'LOADING_MINUTES', 'CONTAINER_LOG_GROUP_NAME'] as const;

export type HookQueryEnvironment = Readonly<Record<(typeof QUERY_ENVIRONMENT)[number], string>>;

/** One more variable where the container has a HealthCheck and the leaf no Query: `true`. */
export const HEALTH_CHECK_VARIABLE = 'HAS_HEALTH_CHECK';

/** One more variable where prices are known: HookPrices, as JSON. */
export const PRICES_VARIABLE = 'PRICES';

/** In $, for the receipt in "stopped". */
export interface HookPrices {
  /** The Region whose prices these are. Absent: the leaf's own. */
  readonly of?: string;
  /** For an hour of an instance type with its address and its disk. Types of unknown price are absent. */
  readonly hourly: Readonly<Record<string, number>>;
  /** For a GB and month of files. */
  readonly efsOneZone: number;
  readonly efsStandard: number;
}

/** One more variable where the leaf has volumes: ids of its file systems, separated by spaces. */
export const FILE_SYSTEMS_VARIABLE = 'FILE_SYSTEM_IDS';

/** One more variable where there is a start page: its address, e.g. `https://abc123.execute-api.eu-central-1.amazonaws.com`; empty until base is deployed. */
export const START_PAGE_VARIABLE = 'START_PAGE_URL';

/** `eventName` of an `ECS Service Action` event: ECS cannot place the task on the instance. */
export const PLACEMENT_FAILURE = 'SERVICE_TASK_PLACEMENT_FAILURE';

/** `detail-type`s of the group's events. */
export const GROUP_EVENTS = [
  'EC2 Instance Launch Successful',
  'EC2 Instance Launch Unsuccessful',
  'EC2 Instance-terminate Lifecycle Action',
  'EC2 Instance Terminate Successful',
] as const;
