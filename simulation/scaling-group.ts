import { type ScalingPolicy } from './scaling-policy';

export interface ScalingGroupProps {
  /** Minutes from the launch of an instance until it is in service. */
  readonly bootMinutes: number;
  /** Minutes from the end of an instance's service until it is gone; it still receives data meanwhile. */
  readonly drainMinutes: number;
  /** `default_instance_warmup`, in minutes. */
  readonly warmupMinutes: number;
}

interface Instance {
  readonly inServiceFrom: number;
  inServiceUntil: number;
}

/** An Auto Scaling group of at most one wanted instance, which follows its desired capacity at once. */
export class ScalingGroup {
  private readonly instances: Instance[] = [];
  private lastActivity = -Infinity;
  private desired = 0;

  constructor(private readonly props: ScalingGroupProps) {}

  get desiredCapacity(): number {
    return this.desired;
  }

  /** What SetDesiredCapacity does: neither warm-up nor cooldown holds it back. */
  setDesiredCapacity(capacity: number, now: number): void {
    if (capacity === this.desired) return;
    this.desired = capacity;
    this.lastActivity = now;
    if (capacity > 0) {
      this.instances.push({ inServiceFrom: now + this.props.bootMinutes, inServiceUntil: Infinity });
      return;
    }
    for (const instance of this.instances) instance.inServiceUntil = Math.min(instance.inServiceUntil, now);
  }

  /**
   * What an alarm's action does. A step policy does nothing while an instance starts or warms up, a simple one while
   * it cools down.
   *
   * @param breach how far the metric is above the alarm's threshold
   */
  executePolicy(policy: ScalingPolicy, breach: number, now: number): 'done' | 'held back' | 'nothing to do' {
    const capacity = policy.capacity(breach);
    if (capacity === undefined || capacity === this.desired) return 'nothing to do';
    if (this.isHeldBack(policy, now)) return 'held back';
    this.setDesiredCapacity(capacity, now);
    return 'done';
  }

  /** GroupInServiceInstances in the minute that begins at `now`. */
  inService(now: number): number {
    return this.instances.filter(({ inServiceFrom, inServiceUntil }) => inServiceFrom <= now && now < inServiceUntil)
      .length;
  }

  /** Minutes since the present instance came into service; undefined when none is. */
  minutesInService(now: number): number | undefined {
    const current = this.instances.find((instance) => instance.inServiceFrom <= now && now < instance.inServiceUntil);
    return current && now - current.inServiceFrom;
  }

  /** Whether any instance reports metrics: in service, or on its way out. */
  reports(now: number): boolean {
    return this.instances.some(
      ({ inServiceFrom, inServiceUntil }) =>
        inServiceFrom <= now && now < inServiceUntil + this.props.drainMinutes && inServiceFrom < inServiceUntil,
    );
  }

  private isHeldBack({ cooldownMinutes }: ScalingPolicy, now: number): boolean {
    if (cooldownMinutes !== undefined) return now < this.lastActivity + cooldownMinutes;
    return this.instances.some(
      ({ inServiceFrom, inServiceUntil }) => now < inServiceUntil && now < inServiceFrom + this.props.warmupMinutes,
    );
  }
}
