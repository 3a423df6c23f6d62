/**
 * Options of an AWS client in a function: a call that hangs is given up after seconds and tried again, so that a
 * function ends with an error of its own and not by its time limit. A call takes at most about 20 seconds.
 *
 * @param region the client's region, e.g. `eu-central-1`
 */
export function clientOptions(region: string) {
  return {
    region,
    maxAttempts: 4,
    // without throwOnRequestTimeout the SDK only warns
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
  };
}

/**
 * The same for a function that somebody waits for: a call is given up after 700 ms and tried once more.
 *
 * @param region the client's region, e.g. `eu-central-1`
 */
export function impatientClientOptions(region: string) {
  return {
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 700, requestTimeout: 700, throwOnRequestTimeout: true },
  };
}
