/**
 * Whether an EC2 instance type, in lower case, earns and spends CPU credits.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html
 */
export function hasCpuCredits(instanceType: string): boolean {
  return /^t(2|3|3a|4g)[.]/.test(instanceType);
}

/** What EC2 does with a type that has CPU credits where nobody decides it, unless the account's own default differs. */
export function defaultCpuCredits(instanceType: string): 'standard' | 'unlimited' {
  return instanceType.startsWith('t2.') ? 'standard' : 'unlimited';
}

/** vCPUs of the sizes, the same in T3, T3a and T4g, and how much of each earned credits pay for. */
const SIZES: Readonly<Record<string, Burstable>> = {
  nano: { vcpus: 2, baseline: 0.05 },
  micro: { vcpus: 2, baseline: 0.1 },
  small: { vcpus: 2, baseline: 0.2 },
  medium: { vcpus: 2, baseline: 0.2 },
  large: { vcpus: 2, baseline: 0.3 },
  xlarge: { vcpus: 4, baseline: 0.4 },
  '2xlarge': { vcpus: 8, baseline: 0.4 },
};

const T2_SIZES: Readonly<Record<string, Burstable>> = {
  nano: { vcpus: 1, baseline: 0.05 },
  micro: { vcpus: 1, baseline: 0.1 },
  small: { vcpus: 1, baseline: 0.2 },
  medium: { vcpus: 2, baseline: 0.2 },
  large: { vcpus: 2, baseline: 0.3 },
  xlarge: { vcpus: 4, baseline: 0.225 },
  '2xlarge': { vcpus: 8, baseline: 0.16875 },
};

export interface Burstable {
  readonly vcpus: number;
  /** Of each vCPU, 0 to 1. */
  readonly baseline: number;
}

/**
 * The vCPUs and the baseline of an EC2 instance type, in lower case; undefined for one without CPU credits.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 */
export function burstable(instanceType: string): Burstable | undefined {
  if (!hasCpuCredits(instanceType)) return undefined;
  const [family, size = ''] = instanceType.split('.');
  return (family === 't2' ? T2_SIZES : SIZES)[size];
}
