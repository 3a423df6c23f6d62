import { type TagDescription } from '@aws-sdk/client-auto-scaling';

/**
 * Tag of a leaf's group, e.g. `by-dns=false limit-hours=60`: DNS queries do not wake it (`Wake.ByDns`), and it may be awake so many
 * hours a month (`Limit.HoursPerMonth`). Absent: they do, as long as there are hours.
 */
export const WAKE_RULES_TAG = 'container-manager:wake-rules';

const NOT_BY_DNS = 'by-dns=false';
const LIMIT_HOURS = 'limit-hours=';

/** Who may wake a leaf and for how long, as it was deployed. */
export interface WakeRules {
  readonly byDns: boolean;
  /** Minutes that it may be awake in a month, in UTC. Absent: no limit. */
  readonly limitMinutes?: number;
}

/** As a leaf's config says it. */
export interface WakeConfig {
  readonly byDns: boolean;
  /** Undefined: no limit. */
  readonly hoursPerMonth: number | undefined;
}

/** The group's tag; none where neither differs from the default. */
export function wakeRulesTag({ byDns, hoursPerMonth }: WakeConfig): Readonly<Record<string, string>> {
  const rules = [
    ...(byDns ? [] : [NOT_BY_DNS]),
    ...(hoursPerMonth === undefined ? [] : [`${LIMIT_HOURS}${hoursPerMonth}`]),
  ];
  return rules.length === 0 ? {} : { [WAKE_RULES_TAG]: rules.join(' ') };
}

/** The rules among a group's tags: what wakes a leaf knows no more of it than these. */
export function readWakeRules(tags: readonly Pick<TagDescription, 'Key' | 'Value'>[] = []): WakeRules {
  const rules = tags.find(({ Key }) => Key === WAKE_RULES_TAG)?.Value?.split(' ') ?? [];
  const hours = Number(rules.find((rule) => rule.startsWith(LIMIT_HOURS))?.slice(LIMIT_HOURS.length));
  return { byDns: !rules.includes(NOT_BY_DNS), ...(hours > 0 && { limitMinutes: hours * 60 }) };
}
