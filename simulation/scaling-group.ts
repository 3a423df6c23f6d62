import { type ScalingPolicy } from './scaling-policy';

export interface ScalingGroupProps {
  /** Minutes from the launch of an instance until it is in service. */
  readonly bootMinutes: number;
  /** Minutes from the end of an instance's service until it is terminated; it still receives data in that time. */
  readonly drainMinutes: number;
  /** `default_instance_warmup` of the group, in minutes. */
  readonly warmupMinutes: number;
}

interface Instance {
  readonly inServiceFrom: number;
  inServiceUntil: number;
}

/** An Auto Scaling group whose desired capacity is 0 or 1, and which launches and terminates at once. Times are minutes. */
export class ScalingGroup {
  private readonly instances: Instance[] = [];
  private lastActivity = -Infinity;
  private desired = 0;

  constructor(private readonly props: ScalingGroupProps) {}

  get desiredCapacity(): number {
    return this.desired;
  }

  /** AWS's SetDesiredCapacity: it works during warm-up and cooldown too. */
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
   * What an alarm does with its scaling policy. A step policy is held back while an instance starts or warms up, a
   * simple policy during its cooldown.
   *
   * @param breach how far the metric is above the alarm's threshold; negative below it
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

  /** Minutes since the current instance came into service; undefined while no instance is in service. */
  minutesInService(now: number): number | undefined {
    const current = this.instances.find((instance) => instance.inServiceFrom <= now && now < instance.inServiceUntil);
    return current && now - current.inServiceFrom;
  }

  /**
   * Whose EC2 metrics the group has: those of the instance in service, else of one that drains. While an instance warms up it does
   * not count, so a group that has just been woken has none.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html
   */
  reporter(now: number): 'in service' | 'draining' | undefined {
    const warm = this.instances.filter(({ inServiceFrom }) => inServiceFrom + this.props.warmupMinutes <= now);
    if (warm.some(({ inServiceUntil }) => now < inServiceUntil)) return 'in service';
    const drains = warm.some(
      ({ inServiceFrom, inServiceUntil }) =>
        inServiceFrom < inServiceUntil && now < inServiceUntil + this.props.drainMinutes,
    );
    return drains ? 'draining' : undefined;
  }

  private isHeldBack({ cooldownMinutes }: ScalingPolicy, now: number): boolean {
    if (cooldownMinutes !== undefined) return now < this.lastActivity + cooldownMinutes;
    return this.instances.some(
      ({ inServiceFrom, inServiceUntil }) => now < inServiceUntil && now < inServiceFrom + this.props.warmupMinutes,
    );
  }
}
