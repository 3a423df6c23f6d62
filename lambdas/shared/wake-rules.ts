import { type TagDescription } from '@aws-sdk/client-auto-scaling';

/** Tag of a leaf's group, `false` where DNS queries do not wake it (`Wake.ByDns`). Absent: they do. */
export const WAKE_BY_DNS_TAG = 'container-manager:wake-by-dns';

/** Tag of a leaf's group: how many hours a month it may be awake (`Limit.HoursPerMonth`). Absent: as many as there are. */
export const LIMIT_TAG = 'container-manager:limit-hours-per-month';

/** Who may wake a leaf and for how long, as it was deployed. */
export interface WakeRules {
  readonly byDns: boolean;
  /** Minutes that it may be awake in a month, in UTC. Absent: no limit. */
  readonly limitMinutes?: number;
}

/** The rules among a group's tags: what wakes a leaf knows no more of it than these. */
export function readWakeRules(tags: readonly Pick<TagDescription, 'Key' | 'Value'>[] = []): WakeRules {
  const valueOf = (key: string) => tags.find(({ Key }) => Key === key)?.Value;
  const hours = Number(valueOf(LIMIT_TAG));
  return { byDns: valueOf(WAKE_BY_DNS_TAG) !== 'false', ...(hours > 0 && { limitMinutes: hours * 60 }) };
}
