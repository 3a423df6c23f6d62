import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

import { startChromium, whyNoChromium } from '../../../e2e/browser/chromium';
import { LEAF, StandIn, TOKEN } from '../../../e2e/browser/stand-in';
import { STATES, type StateName } from '../../../e2e/browser/states';
import { hide, Visitor } from '../../../e2e/browser/visitor';

const reason = whyNoChromium();
const describeWithChromium = reason === undefined ? describe : describe.skip;
const NAMES = Object.keys(STATES) as StateName[];

describeWithChromium(`the start page in Chromium${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let browser: Browser;
  let api: StandIn;
  let visitors: Visitor[];
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    api = await StandIn.start();
    visitors = [];
  });
  afterEach(async () => {
    for (const visitor of visitors) {
      await visitor.leave();
      expect(visitor.complained).toEqual([]);
      expect(visitor.asksBeside(api.origin)).toEqual([]);
    }
    await api.stop();
  });

  async function visitor(options?: BrowserContextOptions): Promise<Visitor> {
    const one = await Visitor.come(browser, options);
    visitors.push(one);
    return one;
  }
  /** A page whose time goes by only in the test. */
  async function visit(options?: BrowserContextOptions, url = api.invitation): Promise<Page> {
    const { page } = await visitor(options);
    await page.clock.install();
    await page.goto(url);
    return page;
  }
  const paths = () => api.asked.map(({ path }) => path);
  const heading = (page: Page) => page.getByRole('heading', { level: 1 });
  /** Waits until the page has this heading. */
  const shows = (page: Page, text: string) =>
    page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
  /** Waits until the page says exactly this where people read it. */
  const says = (page: Page, text: string) =>
    page.getByText(text, { exact: true }).and(page.locator(':not([role=status])')).waitFor();
  const answered = (page: Page) => page.waitForResponse((response) => response.request().method() === 'POST');
  /** Asked again by its own clock. */
  async function later(page: Page, seconds: number): Promise<void> {
    const response = answered(page);
    await page.clock.fastForward(seconds * 1_000);
    await response;
  }

  test.each(NAMES)('%s fits into 320 px, and with letters twice as large', async (name) => {
    api.says = STATES[name];
    const { page } = await visitor({ reducedMotion: 'reduce' });
    const response = answered(page);
    await page.goto(api.invitation);
    await response;

    for (const size of ['100%', '200%']) {
      const width = await page.evaluate((fontSize) => {
        const { documentElement } = (globalThis as unknown as { document: { documentElement: HTMLElementLike } })
          .document;
        documentElement.style.setProperty('font-size', fontSize);
        return documentElement.scrollWidth;
      }, size);
      expect(width).toBe(320);
    }
  });

  test('who wants no movement sees none', async () => {
    api.says = STATES.starting;
    const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
      const page = await visit({ reducedMotion });
      await shows(page, 'Starting');
      return page.evaluate(
        () => (globalThis as unknown as { document: { getAnimations(): unknown[] } }).document.getAnimations().length,
      );
    };

    await expect(moving('reduce')).resolves.toBe(0);
    await expect(moving('no-preference')).resolves.toBeGreaterThan(0);
  });

  test('opens an invitation, starts, and follows the start until it is ready and a player comes', async () => {
    const page = await visit();
    await shows(page, 'Asleep');
    api.saysToWake = { leaf: LEAF, state: 'starting', seconds: 0, waitsFor: 'instance' };

    await page.getByRole('button', { name: 'Start minecraft' }).click();
    await shows(page, 'Starting');
    api.says = STATES.starting;
    await later(page, 5);
    await says(page, 'About 1 min 20 s left');
    await expect(page.getByRole('progressbar').getAttribute('value')).resolves.toBe('0.339');
    await expect(page.locator('[aria-current=step]').textContent()).resolves.toBe('The container starts');
    api.says = STATES['ready-nobody'];
    await later(page, 5);
    await shows(page, 'Ready');
    await says(page, 'Nobody plays');
    api.says = STATES.ready;
    await later(page, 30);
    await says(page, 'Steve');
    api.says = STATES.asleep;
    await later(page, 30);
    await page.getByRole('button', { name: 'Start minecraft' }).waitFor();

    expect(paths()).toEqual(['/status', '/wake', '/status', '/status', '/status', '/status']);
  });

  test('the countdown goes on between two answers, and is never negative', async () => {
    api.says = STATES.starting;
    const page = await visit();
    await shows(page, 'Starting');
    await page.route('**/status', (route) => route.abort());

    await page.clock.fastForward(80_000);
    await says(page, 'Any moment now');
    await page.clock.fastForward(600_000);

    await says(page, 'This takes longer than usual.');
    await expect(page.locator('main').textContent()).resolves.not.toMatch(/[-−]\s?\d/);
  });

  test('copies the address', async () => {
    api.says = STATES.ready;
    const page = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });

    await page.getByRole('button', { name: 'Copy: minecraft.example.com:25565' }).click();

    await page.getByRole('button', { name: 'Copied: minecraft.example.com:25565' }).waitFor();
    await expect(page.evaluate('navigator.clipboard.readText()')).resolves.toBe('minecraft.example.com:25565');
    await expect(page.getByRole('status').textContent()).resolves.toBe('Copied: minecraft.example.com:25565');
    await page.clock.fastForward(3_000);
    await page.getByRole('button', { name: 'Copy: minecraft.example.com:25565' }).waitFor();
  });

  test('selects the address where the browser does not let it copy', async () => {
    api.says = STATES.ready;
    const page = await visit();
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("refused"))');

    await page.getByRole('button', { name: 'Copy: minecraft.example.com:25565' }).click();

    await expect(page.evaluate('String(getSelection())')).resolves.toBe('minecraft.example.com:25565');
  });

  test('works with the keyboard alone, and the focus is never lost', async () => {
    const page = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
    await shows(page, 'Asleep');
    const focused = () => page.evaluate('document.activeElement.textContent');

    await page.keyboard.press('Tab');
    await expect(focused()).resolves.toBe('Start minecraft');
    await page.keyboard.press('Enter');
    await shows(page, 'Starting');
    await expect(focused()).resolves.toBe('Starting');
    api.says = STATES.ready;
    await later(page, 5);
    await shows(page, 'Ready');
    await expect(focused()).resolves.toBe('Ready');
    await page.keyboard.press('Tab');
    await expect(focused()).resolves.toBe('Copy');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: /^Copied/ }).waitFor();
    await expect(page.evaluate('navigator.clipboard.readText()')).resolves.toBe('minecraft.example.com:25565');
    await later(page, 30);
    await expect(focused()).resolves.toMatch(/^Cop/);
  });

  test.each<[StateName, string]>([
    [
      'asleep',
      `- main:
  - paragraph: minecraft
  - heading "Asleep" [level=1]
  - paragraph: Nobody plays. Start it, and you can play in a few minutes.
  - button "Start minecraft"
  - region "Good to know":
    - heading "Good to know" [level=2]
    - paragraph: Minecraft 1.21.9, Java Edition. Ask Anna for the texture pack.
  - status: Asleep. Nobody plays. Start it, and you can play in a few minutes.`,
    ],
    [
      'starting',
      `- main:
  - paragraph: minecraft
  - heading "Starting" [level=1]
  - paragraph: About 1 min 20 s left
  - paragraph: The last starts took 1 min 38 s to 3 min 7 s.
  - progressbar "How far it is"
  - list:
    - listitem: The computer boots
    - listitem: The container starts
    - listitem: The game loads
  - status: Starting. The container starts`,
    ],
    [
      'ready',
      `- main:
  - paragraph: minecraft
  - heading "Ready" [level=1]
  - paragraph: "Enter this address in your game:"
  - list:
    - listitem:
      - code: minecraft.example.com:25565
      - 'button "Copy: minecraft.example.com:25565"': Copy
  - region "Players":
    - heading "Players" [level=2]
    - paragraph: 2 of 20 play
    - list:
      - listitem: Steve
      - listitem: Alex
  - region "Good to know":
    - heading "Good to know" [level=2]
    - paragraph: Minecraft 1.21.9, Java Edition. Ask Anna for the texture pack.
  - status: "Ready. Enter this address in your game: minecraft.example.com:25565. 2 of 20 play"`,
    ],
  ])('who hears the page %s hears', async (name, tree) => {
    api.says = STATES[name];
    const page = await visit();
    await page
      .getByRole('status')
      .filter({ hasText: /^(Asleep|Starting|Ready)/ })
      .waitFor({ state: 'attached' });

    expect(await page.locator('body').ariaSnapshot()).toBe(tree);
  });

  /** What the page says from now on to who hears it. */
  const hear = (page: Page) =>
    page.evaluate(`
      globalThis.said = [];
      new MutationObserver(() => said.push(document.getElementById('announcement').textContent))
        .observe(document.getElementById('announcement'), { childList: true, characterData: true, subtree: true })`);

  test('says of players only how many play now, and each copy of an address', async () => {
    api.says = { leaf: LEAF, state: 'ready', addresses: ['a:1'], players: { online: 1, names: [] } };
    const page = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
    await shows(page, 'Ready');
    await hear(page);

    for (const name of ['Copy: a:1', 'Copied: a:1']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('button', { name: 'Copied: a:1' }).waitFor();
    }
    await later(page, 30);
    api.says = { ...api.says, players: { online: 2, names: [] } };
    await later(page, 30);
    await page.getByText('2 play').first().waitFor();

    await expect(page.evaluate('said')).resolves.toEqual(['Copied: a:1', 'Copied: a:1\u00a0', '2 play']);
  });

  test('has one live region, which says what changed and no seconds', async () => {
    api.says = { leaf: LEAF, state: 'starting', seconds: 0, waitsFor: 'instance' };
    const page = await visit();
    await shows(page, 'Starting');
    await hear(page);

    await later(page, 5);
    await later(page, 5);
    api.says = STATES['ready-nobody'];
    await later(page, 5);
    await shows(page, 'Ready');

    await expect(page.locator('[aria-live], [role=status], [role=alert], output').count()).resolves.toBe(1);
    await expect(page.evaluate('said')).resolves.toEqual([
      'Ready. Enter this address in your game: 203.0.113.7:25565. Nobody plays',
    ]);
  });

  test('a hidden tab asks nothing, and asks at once when it is shown again', async () => {
    const page = await visit();
    await shows(page, 'Asleep');

    await hide(page, true);
    await page.clock.fastForward(3_600_000);
    await page.clock.runFor(60_000);
    expect(paths()).toEqual(['/status']);
    api.says = STATES.ready;
    const response = answered(page);
    await hide(page, false);
    await response;

    await shows(page, 'Ready');
    expect(paths()).toEqual(['/status', '/status']);
  });

  test('a start in one tab shows in the other', async () => {
    const one = await visitor();
    const other = await one.tab();
    for (const page of [one.page, other]) {
      await page.clock.install();
      await page.goto(api.invitation);
      await shows(page, 'Asleep');
    }

    await one.page.getByRole('button').click();
    await shows(one.page, 'Starting');
    await later(other, 30);

    await shows(other, 'Starting');
    expect(paths().filter((path) => path === '/wake')).toHaveLength(1);
  });

  test('back and forward lead to the page as it is now, and wake nothing', async () => {
    const page = await visit();
    await shows(page, 'Asleep');
    await page.goto('about:blank');
    api.says = STATES.ready;

    await page.goBack();
    await shows(page, 'Ready');
    await page.goForward();
    await page.goBack();
    await shows(page, 'Ready');

    expect(page.url()).toBe(api.invitation);
    expect(paths()).not.toContain('/wake');
  });

  test('a reload keeps the invitation', async () => {
    const page = await visit();
    await shows(page, 'Asleep');

    await page.reload();

    await shows(page, 'Asleep');
    expect(paths()).toEqual(['/status', '/status']);
  });

  test('a link that does not work is not asked again at once; another one in the same tab at once', async () => {
    api.says = STATES['unknown-link'];
    const page = await visit({}, `${api.origin}/${LEAF}#${'x'.repeat(22)}`);
    await shows(page, 'This link does not work');
    await page.clock.fastForward(55_000);
    expect(paths()).toEqual(['/status']);
    api.says = STATES.asleep;

    const response = answered(page);
    await page.goto(api.invitation);
    await response;

    await shows(page, 'Asleep');
  });

  test('without a token it asks nobody', async () => {
    const page = await visit({}, `${api.origin}/${LEAF}`);
    await shows(page, 'This link does not work');
    await page.clock.fastForward(3_600_000);

    expect(paths()).toEqual([]);
    await expect(page.getByRole('button').count()).resolves.toBe(0);
  });

  test('429: waits with jitter, longer each time, keeps what it knows, and starts in the end', async () => {
    const page = await visit();
    await shows(page, 'Asleep');
    api.saysToWake = { status: 429 };
    await page.getByRole('button').click();
    await says(page, 'Many people are asking just now. This page tries again by itself.');
    await expect(heading(page).textContent()).resolves.toBe('Asleep');
    await expect(page.getByRole('button').getAttribute('aria-disabled')).resolves.toBe('true');
    await page.clock.fastForward(2_400);
    expect(paths()).toEqual(['/status', '/wake']);
    api.saysToWake = STATES['starting-first'];

    await later(page, 8);

    await shows(page, 'Starting');
    await expect(page.locator('#warning').isVisible()).resolves.toBe(false);
    expect(paths()).toEqual(['/status', '/wake', '/wake']);
  });

  test('503 and no connection: says so, and is back by itself', async () => {
    api.says = STATES['try-later'];
    const page = await visit();
    await shows(page, 'No answer');
    await page.route('**/status', (route) => route.abort());
    await page.clock.fastForward(8_000);
    await shows(page, 'No connection');
    await page.unroute('**/status');
    api.says = STATES.asleep;

    await later(page, 15);

    await shows(page, 'Asleep');
  });

  test('markup in a note, a name, a reason or an address is text', async () => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    api.says = {
      leaf: LEAF,
      state: 'ready',
      addresses: [evil],
      players: { online: 1, names: [evil] },
      note: `${evil}\nnext line`,
    };
    const page = await visit();
    await shows(page, 'Ready');

    await expect(page.locator('#note-text').textContent()).resolves.toBe(`${evil}\nnext line`);
    await expect(page.locator('#players-names li').textContent()).resolves.toBe(evil);
    await expect(page.locator('#addresses code').textContent()).resolves.toBe(evil);
    await expect(page.locator('img, main script').count()).resolves.toBe(0);
    await expect(page.title()).resolves.toBe('minecraft: Ready');
  });

  test('the token is sent as Bearer alone, and kept nowhere', async () => {
    const page = await visit();
    await shows(page, 'Asleep');
    await page.getByRole('button').click();
    await shows(page, 'Starting');

    expect(api.lines.join('\n')).not.toContain(TOKEN);
    for (const { headers, body } of api.asked) {
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(headers).not.toHaveProperty('referer');
      expect(headers).not.toHaveProperty('cookie');
      expect(JSON.stringify({ ...headers, authorization: '' })).not.toContain(TOKEN);
      expect(body).toEqual({ leaf: LEAF });
    }
    expect(api.lines.filter((line) => line.startsWith('GET'))).toEqual([`GET /${LEAF}`]);
    await expect(page.title()).resolves.not.toContain(TOKEN);
    await expect(page.content()).resolves.not.toContain(TOKEN);
    await expect(
      page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])'),
    ).resolves.toBe('[{},{},"",null]');
  });

  test('speaks German to who reads German, and names the time where they are', async () => {
    api.says = STATES['refused-limit'];
    const page = await visit({ locale: 'de-CH', timezoneId: 'Europe/Zurich' });

    await shows(page, 'Schläft bis zum nächsten Monat');
    await says(page, 'Ab Dienstag, 1. Dezember um 01:00 MEZ kannst du ihn wieder starten.');
    await expect(page.locator('html').getAttribute('lang')).resolves.toBe('de');
  });
});

/** What the tests use of it; the browser's types are not those of tests. */
interface HTMLElementLike {
  readonly scrollWidth: number;
  readonly style: { setProperty(name: string, value: string): void };
}
