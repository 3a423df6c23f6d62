import { type Starting } from '../contract';

/** What can honestly be said of how long a start still takes. */
export type Countdown =
  /** Fewer than three starts are known. */
  | { readonly kind: 'first'; readonly seconds: number }
  /** Below the median: about so many seconds are left. */
  | { readonly kind: 'left'; readonly seconds: number; readonly left: number; readonly part: number }
  /** Half of the last starts were ready by now, and the longest was not. */
  | { readonly kind: 'soon'; readonly seconds: number }
  /** None of the last starts took so long. */
  | { readonly kind: 'longer'; readonly seconds: number };

/** @param seconds since the switch was turned */
export function countdown(usual: Starting['usual'], seconds: number): Countdown {
  if (usual === undefined) return { kind: 'first', seconds };
  if (seconds > usual.longest) return { kind: 'longer', seconds };
  if (seconds >= usual.median) return { kind: 'soon', seconds };
  return { kind: 'left', seconds, left: rounded(usual.median - seconds), part: seconds / usual.median };
}

/** Upwards to what an estimate can mean: 5 s below a minute, else 10 s. */
function rounded(seconds: number): number {
  const unit = seconds <= 60 ? 5 : 10;
  return Math.max(unit, Math.ceil(seconds / unit) * unit);
}
