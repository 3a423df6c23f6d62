/**
 * What a leaf's name points to while it sleeps: TEST-NET-1, which is routed nowhere (RFC 5737). 0.0.0.0 would be the
 * player's own machine.
 */
export const ASLEEP_ADDRESS = '192.0.2.1';

/** Seconds that resolvers may keep the address. Short, since cached answers are not logged and so wake nobody. */
export const RECORD_TTL_SECONDS = 5;
