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
