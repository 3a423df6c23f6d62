import { type Activity } from '@aws-sdk/client-auto-scaling';

/** A launch or a termination of a group. */
export interface ScalingActivity {
  readonly kind: 'launch' | 'terminate';
  /** Absent of a launch that failed before there was an instance. */
  readonly instanceId?: string;
  /** Availability Zone of a launch. */
  readonly zone?: string;
  /** No instance came of the launch, and it was not somebody's wish. */
  readonly failed: boolean;
  /** AWS or somebody ended it halfway. A launch whose instance died before it was in service is also failed. */
  readonly cancelled: boolean;
  readonly startedAt: Date;
  /** Absent while it goes on. */
  readonly endedAt?: Date;
  /** AWS's words; empty where there are none. */
  readonly message: string;
  /** AWS's words for why it happened, e.g. `… a user request explicitly set group desired capacity …`. */
  readonly cause?: string;
}

/**
 * Only the description says what kind of activity it is. `Launching a new EC2 instance from warm pool: i-…` is a wake-up's launch, and
 * `Launching a new EC2 instance into warm pool: i-…` is none.
 */
const DESCRIPTION =
  /^(?:(Launching a new EC2 instance(?: from warm pool)?)|Terminating EC2 instance)(?:: (i-[0-9a-f]+)|\.|$)/;
const INTO_POOL = /^Launching a new EC2 instance into warm pool: (i-[0-9a-f]+)/;

/**
 * The launches and terminations among a group's activities, in the order given. An instance that was only ever in a warm pool was
 * not awake: its termination is none, where its launch is among the activities.
 */
export function scalingActivities(activities: readonly Activity[]): ScalingActivity[] {
  const found = launchesAndTerminations(activities);
  const pooled = new Set(activities.flatMap(({ Description = '' }) => INTO_POOL.exec(Description)?.[1] ?? []));
  if (pooled.size === 0) return found;
  const launched = new Set(found.flatMap(({ kind, instanceId }) => (kind === 'launch' ? (instanceId ?? []) : [])));
  return found.filter(
    ({ kind, instanceId = '' }) => kind === 'launch' || !pooled.has(instanceId) || launched.has(instanceId),
  );
}

function launchesAndTerminations(activities: readonly Activity[]): ScalingActivity[] {
  return activities.flatMap((activity) => {
    const { StartTime: startedAt, EndTime: endedAt, StatusMessage: message = '', StatusCode: status } = activity;
    const { Cause: cause } = activity;
    const match = DESCRIPTION.exec(activity.Description ?? '');
    if (match === null || startedAt === undefined) return [];
    const [, launch, instanceId] = match;
    const zone = /"Availability Zone"\s*:\s*"([^"]+)"/.exec(activity.Details ?? '')?.[1];
    const cancelled = status === 'Cancelled';
    return [
      {
        kind: launch === undefined ? 'terminate' : 'launch',
        failed: status === 'Failed' || (cancelled && hasDied(message)),
        cancelled,
        startedAt,
        message,
        ...(cause !== undefined && { cause }),
        ...(instanceId !== undefined && { instanceId }),
        ...(zone !== undefined && { zone }),
        ...(endedAt !== undefined && { endedAt }),
      },
    ];
  });
}

/** AWS cancels a launch when its instance dies before it is in service, and also when somebody ends it. */
function hasDied(message: string): boolean {
  return /became unhealthy/i.test(message) && !/UserInitiated/i.test(message);
}

/**
 * Whether somebody changed the desired capacity for an activity: in the console, or by a function or `./cm`. AWS says of a launch in place of
 * an instance that failed only that it is `in response to a difference between desired and actual capacity`.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-verify-scaling-activity.html
 */
export function isRequested(activity: Pick<ScalingActivity, 'cause'> | undefined): boolean {
  return /\ba user request\b/i.test(activity?.cause ?? '');
}

/** When somebody changed the desired capacity for an activity, to the second. Undefined where nobody did. */
export function requestedAt(activity: Pick<ScalingActivity, 'cause'> | undefined): Date | undefined {
  return isRequested(activity) ? turnedAt(activity?.cause) : undefined;
}

/**
 * The first of the tries that a launch is the last of: of a try in another zone or of another type AWS does not say who asked for it, only of the
 * first. The launch itself where the one before it did not fail.
 *
 * @param activities of the group, the newest first
 */
export function firstTry(activities: readonly ScalingActivity[], launch: ScalingActivity): ScalingActivity {
  const dead = new Set(activities.flatMap(({ failed, instanceId }) => (failed ? (instanceId ?? []) : [])));
  let first = launch;
  for (const before of activities.slice(activities.indexOf(launch) + 1)) {
    if (isRequested(first)) break;
    // the end of an instance that was never in service
    if (before.kind === 'terminate' && dead.has(before.instanceId ?? '')) continue;
    if (before.kind !== 'launch' || !before.failed) break;
    first = before;
  }
  return first;
}

/** When a group that sleeps fell asleep: the start of its newest termination. Undefined where AWS knows none. */
export function lastSleep(activities: readonly ScalingActivity[]): Date | undefined {
  const times = activities.flatMap((activity) => (activity.kind === 'terminate' ? [switchedOffAt(activity)] : []));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

/** AWS's words begin with when the switch was turned: the termination begins up to half a minute later, and who asked between is not lost. */
function switchedOffAt({ startedAt, cause }: ScalingActivity): number {
  return Math.min(turnedAt(cause)?.getTime() ?? Infinity, startedAt.getTime());
}

/** The time that AWS's words begin with. */
function turnedAt(cause = ''): Date | undefined {
  const time = new Date(/^At (\S+Z) /.exec(cause)?.[1] ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}
