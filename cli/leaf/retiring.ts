import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

/** Whether a retirement has begun and not ended: it lets the group have no instance, so that nothing wakes it any more. */
export function isRetiring(group: AutoScalingGroup | undefined): boolean {
  return group?.MaxSize === 0;
}

/** What to do about it. */
export function retiringText(id: string): string {
  return `${id} is being retired: run ./cm retire ${id} again, or ./cm deploy ${id} to keep it.`;
}
