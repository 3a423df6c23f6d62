/** Environment variable of functions that send e-mails: `false` where no DNS query wakes the leaf (`Wake.ByDns`), else absent. */
export const WAKES_BY_DNS_VARIABLE = 'WAKES_BY_DNS';

/** Whether a DNS query wakes the leaf that a function belongs to. */
export function readWakesByDns(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return env[WAKES_BY_DNS_VARIABLE] !== 'false';
}

/** What an e-mail says to people who want to connect again. */
export function howToWake(leafId: string, wakesByDns = true): string {
  if (!wakesByDns) return `No connection starts it: ./cm wake ${leafId} does.`;
  return `The next connection starts it again. Without a domain, or to start it yourself: ./cm wake ${leafId}`;
}

/** The same after a crash or a failed launch, when DNS waits (back-off.ts). */
export function howToWakeAfterFailure(leafId: string, wakesByDns = true): string {
  if (!wakesByDns) return howToWake(leafId, wakesByDns);
  return `After five minutes the next connection starts it again. Without a domain, or at once: ./cm wake ${leafId}`;
}

/**
 * What an e-mail says of ECS's own wait between tries.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export function startThrottlingText(leafId: string): string {
  return `After several failures ECS waits longer and longer, up to 27 minutes, before it tries to start the container again. ./cm wake ${leafId} makes it try at once.`;
}
