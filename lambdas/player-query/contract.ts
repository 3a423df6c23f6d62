/**
 * Environment variables: the leaf's group, its cluster and service, the rule that runs the function and the function that is
 * told of the first answer, all by name; how the game is asked (`tcp`, `http` or a protocol of gamedig, and a port), whether
 * it counts its players (`true` or `false`), and how many minutes it may load.
 */
export const ENVIRONMENT = [
  'AUTO_SCALING_GROUP_NAME',
  'CLUSTER_NAME',
  'SERVICE_NAME',
  'RULE_NAME',
  'HOOK_FUNCTION_NAME',
  'QUERY_PROTOCOL',
  'QUERY_PORT',
  'COUNTS_PLAYERS',
  'LOADING_MINUTES',
] as const;

export type PlayerQueryEnvironment = Readonly<Record<(typeof ENVIRONMENT)[number], string>>;

/** A minute of asking, the last query, and the calls to AWS around them. */
export const TIMEOUT_SECONDS = 90;
