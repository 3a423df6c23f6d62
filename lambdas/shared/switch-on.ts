import { type AutoScalingGroup } from './auto-scaling-group';
import { type Clock } from './clock';
import { type GroupState } from './group-state';
import { type Refusal, refusalOf } from './refusal';
import { despiteContention } from './resource-contention';
import { type ScalingActivity } from './scaling-activities';
import { FRUITLESS_NOTE, WOKEN_BY_NOTE } from './told-tags';
import { staysAsleep, type Waker, wokenByText } from './woken-by';

export interface SwitchOnProps {
  /** As people write it, e.g. `minecraft`. */
  readonly leafId: string;
  readonly waker: Waker;
  /** When DNS was asked. Absent where another waker does it. */
  readonly askedAt?: Date;
  readonly group: Pick<AutoScalingGroup, 'wake' | 'note' | 'forget'>;
  /** As it was a moment ago. */
  readonly state: GroupState;
  /** What the group did lately, which DNS needs: without it the notes decide alone. */
  readonly activities?: readonly ScalingActivity[] | undefined;
  readonly clock: Clock;
  /** Runs right before each note and before the switch is turned, and throws where it is too late for that. @default it is never too late */
  readonly check?: () => void;
  /** Is told of a note that failed: that stops no wake. */
  readonly warn: (what: string, error: unknown) => void;
}

/**
 * Wakes a leaf, unless something says no: the one way for all who wake one. It notes who does it before it turns the switch, so that
 * the note is there when the launch is. Somebody who wakes it deliberately (not DNS) ends the back-off and a `./cm sleep --stay`, also
 * where it is awake already; then nothing else changes, since somebody else began this time awake.
 *
 * @returns why it is not woken; undefined when it is awake or becomes so
 * @throws AWS's error when the switch cannot be turned, and what `check` throws
 */
export async function switchOn(props: SwitchOnProps): Promise<Refusal | undefined> {
  const { waker, askedAt, group, state, clock } = props;
  if (state.desiredCapacity === 0) {
    const now = clock.now();
    const refusal = refusalOf({ ...props, now });
    if (refusal !== undefined) return refusal;
    const wokenBy = wokenByText({ at: now, waker, ...(askedAt && { askedAt }) });
    await noting(props, 'cannot note who wakes it', () => group.note(WOKEN_BY_NOTE, wokenBy));
    await despiteContention(clock, () => {
      props.check?.();
      return group.wake();
    });
  }
  if (waker !== 'dns') await endBackOff(props);
  return undefined;
}

async function endBackOff(props: SwitchOnProps): Promise<void> {
  const { group, state } = props;
  // who woke it just now has taken the place of a sleep that was to stay; of a leaf that was awake already nobody has
  const stayed = state.desiredCapacity > 0 && staysAsleep(state);
  const kept = [...(state.notes.has(FRUITLESS_NOTE) ? [FRUITLESS_NOTE] : []), ...(stayed ? [WOKEN_BY_NOTE] : [])];
  if (kept.length > 0) await noting(props, 'cannot forget why DNS did not wake it', () => group.forget(kept));
}

async function noting({ clock, check, warn }: SwitchOnProps, what: string, call: () => Promise<void>): Promise<void> {
  check?.();
  try {
    await despiteContention(clock, call);
  } catch (error) {
    warn(what, error);
  }
}
