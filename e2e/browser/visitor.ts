import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** A person with a browser of their own. */
export class Visitor {
  private constructor(
    /** Their first tab. */
    readonly page: Page,
    private readonly complaints: string[],
    private readonly requests: string[],
  ) {}

  static async come(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    const [complaints, requests]: [string[], string[]] = [[], []];
    context.on('page', (page) => {
      page.on('console', (message) => {
        // Chromium itself writes a line about each answer that is not 200
        if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
    });
    return new Visitor(await context.newPage(), complaints, requests);
  }

  /** Another tab of the same browser. */
  async tab(): Promise<Page> {
    return this.page.context().newPage();
  }

  /** What went wrong in the browser, e.g. violations of the page's policy. */
  get complained(): readonly string[] {
    return this.complaints;
  }

  /** Requests to others than this origin. */
  asksBeside(origin: string): readonly string[] {
    return this.requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'));
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}

/** The person turns to another tab, or comes back. */
export async function hide(page: Page, hidden: boolean): Promise<void> {
  // headless Chromium shows every tab
  await page.evaluate(
    (state) => {
      const { document } = globalThis as unknown as { document: EventTarget };
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    hidden ? 'hidden' : 'visible',
  );
}
