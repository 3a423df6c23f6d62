/** Ids of the metrics that an expression names. */
export interface ActivityMetrics {
  /** Bytes per second. At or below it, nobody is connected. */
  readonly threshold: number;
  /** Of the file systems' metrics; may be empty. */
  readonly fileSystems: readonly string[];
}

/**
 * Bytes per second that clients send: what the instance receives minus what EFS sends it, since NetworkIn counts the
 * replies of EFS too. While the container is asleep, the value is far above the threshold: so the alarm ends at once, and
 * every wake-up gets its full minutes. A minute without NetworkIn has no value. docs/how-it-works.md says why there is
 * neither FILL nor MAX.
 */
export function bytesAlone({ threshold, fileSystems }: ActivityMetrics): string {
  const [first] = fileSystems;
  const fromFileSystems = first === undefined ? '' : ` - (${fileSystems.join('+')})/PERIOD(${first})`;
  return `IF(up < 1, ${busy(threshold)}, IF(net >= 0, net/PERIOD(net)${fromFileSystems}))`;
}

/**
 * The same, where the game is asked and its word goes before the bytes: with a presence of 2 the value is far above the threshold, with 1
 * it is 0. `presence + 0*up` is 0 in a minute of which nobody said anything: alone, a missing `presence` would drop the minute from
 * the alarm. What somebody said of a player counts also where `up` is missing, which AWS reports at best effort. What was said ahead of nobody
 * does not, so it would harm nothing if an alarm saw points that are still to come.
 *
 * Another computer that reads the file system makes the difference of the bytes too small. Below zero it tells nothing, and counts as
 * somebody. PERIOD is asked of `up` alone, the one metric that always has points.
 */
export function gameBeforeBytes({ threshold, fileSystems }: ActivityMetrics): string {
  const some = busy(threshold);
  return (
    `IF((presence + 0*up) >= 2, ${some}, IF(up < 1, ${some}, ` +
    `IF((presence + 0*up) >= 1, 0, IF(net >= 0, ${bytes(some, fileSystems)}))))`
  );
}

function bytes(some: string, fileSystems: readonly string[]): string {
  if (fileSystems.length === 0) return 'net/PERIOD(up)';
  const fromClients = `(net - (${fileSystems.join('+')}))`;
  return `IF(${fromClients} < 0, ${some}, ${fromClients}/PERIOD(up))`;
}

/** A value above the threshold, also where that is 0. */
function busy(threshold: number): string {
  return `2*${threshold}+1`;
}
