/** What an e-mail says to people who want to connect again. */
export function howToWake(leafId: string): string {
  return `The next connection starts it again. Without a domain, or to start it yourself: ./cm wake ${leafId}`;
}

/**
 * What an e-mail says of ECS's own wait between tries.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export function startThrottlingText(leafId: string): string {
  return `After several failures ECS waits longer and longer, up to 27 minutes, before it tries to start the container again. ./cm wake ${leafId} makes it try at once.`;
}
