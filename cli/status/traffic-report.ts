import { type MeasuredTraffic, type TrafficMinute } from './traffic-minutes';

/** Minutes of one kind. */
export interface TrafficOf {
  /** Who was on. `unknown`: the game loaded or did not answer. */
  readonly who: 'nobody' | 'somebody' | 'unknown' | 'all';
  readonly minutes: number;
  /** Bytes per second. */
  readonly median: number;
  /** 95 of 100 minutes had no more. */
  readonly p95: number;
  readonly highest: number;
}

/** What a threshold would have taken for idle, in minutes. */
export interface IdleAt {
  /** Bytes per second. */
  readonly threshold: number;
  readonly minutes: number;
  /** Of those, the minutes with nobody and with somebody on. Absent where no game was asked. */
  readonly nobody?: number;
  readonly somebody?: number;
}

/** What one needs to choose a threshold. For people and, as JSON, for scripts. */
export interface TrafficReport {
  readonly id: string;
  readonly days: number;
  /** As it was deployed. */
  readonly threshold: number;
  /** By who was on, where a game was asked; then all together. Empty where it was never awake. */
  readonly traffic: readonly TrafficOf[];
  readonly idleAt: readonly IdleAt[];
}

/** Beside the deployed one. */
const THRESHOLDS = [250, 500, 1_000, 2_000, 4_000, 6_000, 8_000, 16_000];

export function trafficReport(
  { id, days }: Pick<TrafficReport, 'id' | 'days'>,
  { minutes, threshold }: MeasuredTraffic,
): TrafficReport {
  const isAsked = minutes.some(({ players }) => players !== undefined);
  const of = (who: TrafficOf['who']) => minutes.filter((minute) => who === 'all' || whoWasOn(minute) === who);
  const groups = isAsked ? (['nobody', 'somebody', 'unknown', 'all'] as const) : (['all'] as const);
  const thresholds = [...new Set([...THRESHOLDS, threshold])].sort((a, b) => a - b);
  return {
    id,
    days,
    threshold,
    traffic: groups.flatMap((who) => trafficOf(who, of(who))),
    idleAt: thresholds.map((limit) => {
      const count = (who: TrafficOf['who']) => of(who).filter(({ bytesPerSecond }) => bytesPerSecond <= limit).length;
      return {
        threshold: limit,
        minutes: count('all'),
        ...(isAsked && { nobody: count('nobody'), somebody: count('somebody') }),
      };
    }),
  };
}

function whoWasOn({ players }: TrafficMinute): 'nobody' | 'somebody' | 'unknown' {
  if (players === undefined) return 'unknown';
  return players > 0 ? 'somebody' : 'nobody';
}

function trafficOf(who: TrafficOf['who'], minutes: readonly TrafficMinute[]): TrafficOf[] {
  const values = minutes.map(({ bytesPerSecond }) => bytesPerSecond).sort((a, b) => a - b);
  // nearest rank
  const at = (percent: number) => Math.round(values[Math.ceil((values.length * percent) / 100) - 1] ?? 0);
  return values.length === 0 ? [] : [{ who, minutes: values.length, median: at(50), p95: at(95), highest: at(100) }];
}
