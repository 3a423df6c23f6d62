/**
 * What a leaf's Auto Scaling group must not do: AZRebalance would end a running game, and one instance cannot be balanced over
 * zones.
 */
export const SUSPENDED_PROCESSES = ['AZRebalance'] as const;
