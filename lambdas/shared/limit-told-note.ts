import { monthParts, monthPartsText } from './month-parts';

/** What people were told of the limit of a month. Another month or another limit makes it void. */
export interface LimitTold {
  /** E.g. `2026-11`. */
  readonly month: string;
  /** How much of the limit was used up when they were told: 0, where a smaller limit was used up before, 80 or 100. */
  readonly percent: 0 | 80 | 100;
  /** The limit, in minutes. */
  readonly limitMinutes: number;
  /** When that was seen. */
  readonly at: Date;
  /**
   * - `telling`: not everybody was told yet
   * - `told`
   * - `ending`: the instance is put to sleep for the limit, and not everybody was told yet
   * - `ended`: they were told that it was put to sleep
   * - `woken`: they were told that it was launched after the limit was reached
   */
  readonly stage: (typeof STAGES)[number];
  /** The instance that an `ending`, `ended` or `woken` is about. */
  readonly instanceId?: string;
}

const STAGES = ['telling', 'told', 'ending', 'ended', 'woken'] as const;

/** As a part of that note, e.g. `2026-11 100 3600 2026-11-29T20:16:00.000Z ended i-0123456789abcdef0`. */
export function limitToldText({ month, percent, limitMinutes, at, stage, instanceId }: LimitTold): string {
  return [
    month,
    percent,
    limitMinutes,
    at.toISOString(),
    stage,
    ...(instanceId === undefined ? [] : [instanceId]),
  ].join(' ');
}

/** The text of the month's tag with this in it. */
export function withLimitTold(text: string | undefined, told: LimitTold): string {
  return monthPartsText({ ...monthParts(text), limitTold: limitToldText(told) });
}

/**
 * @param text of the month's tag
 * @returns undefined where nothing is noted
 */
export function readLimitTold(text: string | undefined): LimitTold | undefined {
  const [month, percent, limitMinutes, at, stage, instanceId] = monthParts(text).limitTold?.split(' ') ?? [];
  const known = STAGES.find((one) => one === stage);
  if (month === undefined || limitMinutes === undefined || at === undefined || known === undefined) return undefined;
  return {
    month,
    percent: percent === '100' ? 100 : percent === '80' ? 80 : 0,
    limitMinutes: Number(limitMinutes),
    at: new Date(at),
    stage: known,
    ...(instanceId !== undefined && { instanceId }),
  };
}
