/**
 * Environment variables: the leaf's id as people write it, its group and cluster, its ports (`25565/tcp 24454/udp`),
 * how long the container may take to stop, and the topics that get its e-mails.
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

/** One more variable where the leaf has a Query: name of the rule that runs player-query. */
export const QUERY_RULE_VARIABLE = 'QUERY_RULE_NAME';

/** `eventName` of an `ECS Service Action` event: ECS cannot place the task on the instance. */
export const PLACEMENT_FAILURE = 'SERVICE_TASK_PLACEMENT_FAILURE';

/** `detail-type`s of the group's events. */
export const GROUP_EVENTS = [
  'EC2 Instance Launch Successful',
  'EC2 Instance Launch Unsuccessful',
  'EC2 Instance-terminate Lifecycle Action',
  'EC2 Instance Terminate Successful',
] as const;
