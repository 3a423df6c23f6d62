/** How a person, a terminal that is closed, and a system end a program. */
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** From now on these signals end nothing by themselves, but call this: each time, as a person may be impatient. */
export function onInterrupt(handle: () => void): void {
  for (const signal of INTERRUPTS) process.on(signal, handle);
}
