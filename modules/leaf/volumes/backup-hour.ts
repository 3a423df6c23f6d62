import { HOURS_AHEAD_OF_UTC } from '../../aws/regions';

/** Local hour of a backup in standard time; an hour later in summer. Few people play then. */
const LOCAL_HOUR = 5;

/** The hour of the daily backups, 0–23 in UTC: about 04 to 06 in the Region; 05 UTC in a Region that is not known here. */
export function backupHour(region: string): number {
  return Math.floor((LOCAL_HOUR - (HOURS_AHEAD_OF_UTC[region] ?? 0) + 24) % 24);
}
