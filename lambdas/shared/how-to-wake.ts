/** What an e-mail says to people who want to connect again. */
export function howToWake(leafId: string): string {
  return `The next connection starts it again. Without a domain, or to start it yourself: ./cm wake ${leafId}`;
}
