/** Sent by Ctrl-C, by a system that stops a program, and by a terminal that is closed. */
const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** From now on these signals do not end the process, but call `handle`, each time: an impatient person sends several. */
export function onInterrupt(handle: () => void): void {
  for (const signal of INTERRUPTS) process.on(signal, handle);
}
