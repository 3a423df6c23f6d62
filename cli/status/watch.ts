import { setTimeout } from 'node:timers/promises';

import { print } from '../terminal/output';

const PAUSE_MS = 5_000;

/** Shows a text again and again on standard output, until Ctrl-C ends the process or nobody reads any more. */
export async function watchStatus(text: () => Promise<string>): Promise<void> {
  // an object, since the compiler does not see that a variable changes in a handler
  const reader = { isGone: false };
  process.stdout.once('error', () => (reader.isGone = true));
  while (!reader.isGone) {
    const shown = await text();
    // the terminal keeps what was shown before in its scrollback
    // eslint-disable-next-line no-console -- shows no text
    if (process.stdout.isTTY) console.clear();
    print(`${new Date().toLocaleTimeString()}\n${shown}`);
    await setTimeout(PAUSE_MS);
  }
}
