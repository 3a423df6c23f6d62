/** Milliseconds for everything that one query does. */
export const QUERY_LIMIT_MS = 8_000;

/** Bytes that one try reads at most, of whatever it is sent. */
export const MAX_BYTES = 65_536;
