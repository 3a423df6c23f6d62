import { type GroupState } from './group-state';
import { limitRefusal } from './limit-refusal';
import { type Waker } from './woken-by';

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
}

/** Why a leaf is not woken; undefined where it may be. */
export function refusalOf(request: WakeRequest): Refusal | undefined {
  return limitRefusal(request);
}
