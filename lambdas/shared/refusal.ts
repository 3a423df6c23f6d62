import { type BackOff, backOffOf } from './back-off';
import { type GroupState } from './group-state';
import { limitRefusal } from './limit-refusal';
import { type ScalingActivity } from './scaling-activities';
import { staysAsleep, type Waker } from './woken-by';

/** Why a leaf is not woken. */
export interface Refusal {
  readonly kind: 'stay' | 'limit' | 'not-by-dns' | 'back-off';
  /** When the same waker may wake it again without anybody's help. Absent: never. */
  readonly until?: Date;
  /** For a person: why, and what to do. */
  readonly text: string;
}

/** What decides whether a leaf may be woken. */
export interface WakeRequest {
  /** As people write it, e.g. `minecraft`. */
  readonly leafId: string;
  readonly waker: Waker;
  readonly state: GroupState;
  readonly now: Date;
  /** What the group did lately. Absent: not asked for, which only DNS needs. */
  readonly activities?: readonly ScalingActivity[] | undefined;
}

const MINUTE_MS = 60_000;

/**
 * Why a leaf that sleeps is not woken; undefined where it may be. The limit refuses all; `./cm sleep --stay` all but `./cm wake`; `Wake.ByDns` and
 * the back-off DNS alone. Nothing can refuse the console.
 */
export function refusalOf(request: WakeRequest): Refusal | undefined {
  return limitRefusal(request) ?? stayRefusal(request) ?? dnsRefusal(request);
}

function stayRefusal({ leafId, waker, state }: WakeRequest): Refusal | undefined {
  if (waker === 'cli' || !staysAsleep(state)) return undefined;
  return { kind: 'stay', text: `${leafId} stays asleep until somebody runs ./cm wake ${leafId}.` };
}

function dnsRefusal(request: WakeRequest): Refusal | undefined {
  const { leafId, waker, state, now } = request;
  if (waker !== 'dns') return undefined;
  if (!state.rules.byDns) {
    return { kind: 'not-by-dns', text: `DNS does not wake ${leafId} (Wake.ByDns is false). ./cm wake ${leafId} does.` };
  }
  const backOff = backOffOf(request);
  if (backOff === undefined) return undefined;
  const { until } = backOff;
  return {
    kind: 'back-off',
    until,
    text: `DNS wakes ${leafId} again at ${timeText(until, now)}: ${why(backOff)}. ./cm wake ${leafId} works.`,
  };
}

function why({ reason, starts = 0 }: BackOff): string {
  switch (reason) {
    case 'fruitless':
      return `${starts} starts for nobody`;
    case 'crash':
      return 'its container crashed or could not start';
    case 'failed launch':
      return 'AWS could not launch its instance';
  }
}

/** In UTC, since a function knows no other time. Rounded up: by then it is over. */
function timeText(time: Date, now: Date): string {
  const text = new Date(Math.ceil(time.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
  const [day, clock] = [text.slice(0, 10), text.slice(11, 16)];
  return day === now.toISOString().slice(0, 10) ? `${clock} UTC` : `${day} ${clock} UTC`;
}
