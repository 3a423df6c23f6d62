import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Browser } from 'playwright-core';

import { startChromium } from './chromium';
import { StandIn } from './stand-in';
import { STATES, type StateName } from './states';

const FOLDER = join(__dirname, '../../docs/start-page');
/** When the pictures seem to be taken; the page's clock stands still. */
const NOW = new Date('2026-11-28T20:00:00Z');
const PHONE = { width: 320, height: 560 };
const DESKTOP = { width: 900, height: 560 };
const GAP = 16;

interface Picture {
  readonly file: string;
  readonly states: readonly StateName[];
  readonly colorScheme: 'light' | 'dark';
  readonly locale: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly columns: number;
  /** Pixels of the picture for one of the page's. */
  readonly scale: number;
}

const EVENING = ['asleep', 'starting', 'ready'] as const;
const ALL = Object.keys(STATES) as StateName[];
const PICTURES: readonly Picture[] = [
  ...(['light', 'dark'] as const).map((colorScheme) => ({
    file: `evening-${colorScheme}.png`,
    states: EVENING,
    colorScheme,
    locale: 'en-GB',
    viewport: PHONE,
    columns: 3,
    scale: 2,
  })),
  { file: 'all-en.png', states: ALL, colorScheme: 'light', locale: 'en-GB', viewport: PHONE, columns: 6, scale: 1 },
  { file: 'all-de.png', states: ALL, colorScheme: 'dark', locale: 'de-DE', viewport: PHONE, columns: 6, scale: 1 },
  {
    file: 'desktop.png',
    states: ['ready'],
    colorScheme: 'light',
    locale: 'en-GB',
    viewport: DESKTOP,
    columns: 1,
    scale: 1,
  },
];

/** `npm run page-pictures`: writes the pictures of the start page into docs/start-page. */
async function main(): Promise<void> {
  const standIn = await StandIn.start();
  const browser = await startChromium();
  try {
    for (const picture of PICTURES) {
      const pages = await shots(browser, standIn, picture);
      writeFileSync(join(FOLDER, picture.file), await side(browser, picture, pages));
    }
  } finally {
    await browser.close();
    await standIn.stop();
  }
}

async function shots(browser: Browser, standIn: StandIn, picture: Picture): Promise<Buffer[]> {
  const { colorScheme, locale, viewport, scale } = picture;
  const context = await browser.newContext({
    colorScheme,
    locale,
    viewport,
    deviceScaleFactor: scale,
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const taken: Buffer[] = [];
  for (const state of picture.states) {
    standIn.says = STATES[state];
    const page = await context.newPage();
    await page.clock.install({ time: NOW.getTime() - 60_000 });
    await page.clock.pauseAt(NOW);
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.goto(standIn.invitation);
    await (await answer).finished();
    await page.locator('#heading', { hasNotText: '…' }).or(page.locator('#lines p')).first().waitFor();
    taken.push(await page.screenshot());
    await page.close();
  }
  await context.close();
  return taken;
}

/** Puts pictures of phones side by side. */
async function side(browser: Browser, picture: Picture, pages: readonly Buffer[]): Promise<Buffer> {
  const { viewport, columns, scale, colorScheme } = picture;
  const width = columns * (viewport.width + GAP) + GAP;
  const page = await browser.newPage({ viewport: { width, height: viewport.height }, deviceScaleFactor: scale });
  const images = pages.map((bytes) => `<img src="data:image/png;base64,${bytes.toString('base64')}">`);
  await page.setContent(
    `<style>
      body { display: flex; flex-wrap: wrap; gap: ${GAP}px; margin: 0; padding: ${GAP}px; background: ${colorScheme === 'light' ? '#fff' : '#0d1117'} }
      img { width: ${viewport.width}px; height: ${viewport.height}px; border-radius: 12px; outline: 1px solid #8884 }
    </style>${images.join('')}`,
  );
  const composed = await page.screenshot({ fullPage: true });
  await page.close();
  return composed;
}

main().catch((error: unknown) => {
  console.error(`page-pictures: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
