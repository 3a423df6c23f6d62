import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

/** Where Debian and GitHub's runners have it. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
/** `.ci/run` and GitHub set it: there a missing browser is an error, not a reason to skip tests. */
export const CHROMIUM_REQUIRED = 'CHROMIUM_REQUIRED';

/** Why there is no browser for tests. Undefined: there is one. */
export function whyNoChromium(): string | undefined {
  return process.env[CHROMIUM_REQUIRED] === undefined && findChromium() === undefined
    ? `Chromium is not installed (${PATHS.join(', ')})`
    : undefined;
}

/** @throws Error where it is not installed */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(`cannot find Chromium: install it as one of ${PATHS.join(', ')}`);
  return chromium.launch({
    executablePath,
    // containers have root alone, and little shared memory; what a picture looks like depends on neither GPU nor hinting
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
}

function findChromium(): string | undefined {
  return PATHS.find((path) => existsSync(path));
}
