import { setTimeout as pause } from 'node:timers/promises';

import { type Browser, type Page } from 'playwright-core';

import { startChromium } from '../browser/chromium';
import { Visitor } from '../browser/visitor';
import { Game } from '../deployed/game';
import { type DeployedLeaf } from '../deployed/leaf';
import { PROJECT, ProjectInEmulator, REGION } from '../deployed/project-in-emulator';
import { invite, type Invitation } from '../deployed/start-page';
import { type Subject } from '../evening/story';
import { assertSucceeded } from '../project-copy/cm-run';

export const NOTE = 'Java Edition 1.21.9';
/** How often the page asks at most until it shows something: on a busy computer, a function may take longer than its API waits. */
const TRIES = 40;
/** The longest that the page waits between two questions. */
const LONGEST_WAIT_MS = 90_000;

/** The quickstart's leaf without a domain, and a friend with a link and a browser. */
export class PageEvening implements Subject {
  private invitation: Invitation | undefined;
  private friend: Visitor | undefined;
  private readonly lines: string[] = [];
  /** Of all functions. */
  readonly logged: string[] = [];

  private constructor(
    readonly system: ProjectInEmulator,
    readonly browser: Browser,
    readonly game: Game,
  ) {}

  static async begin(): Promise<PageEvening> {
    const browser = await startChromium();
    const system = await ProjectInEmulator.start();
    const evening = new PageEvening(system, browser, new Game());
    system.region.onLog = (name, { message }) => {
      evening.logged.push(`${name}: ${JSON.stringify(message)}`);
    };
    system.copy.write('config/base.yaml', `Region: ${REGION}\nStartPage: { Enabled: true }\n`);
    const leaf = system.copy.read('examples/quickstart/leaves/minecraft.yaml');
    system.copy.write('config/leaves/minecraft.yaml', `${leaf.trimEnd()}\nStartPage:\n  Note: ${NOTE}\n`);
    return evening;
  }

  get minecraft(): DeployedLeaf {
    return this.system.leaf('minecraft');
  }

  get page(): Page {
    return this.theFriend.page;
  }

  get theFriend(): Visitor {
    if (this.friend === undefined) throw new Error('nobody is invited');
    return this.friend;
  }

  get theInvitation(): Invitation {
    if (this.invitation === undefined) throw new Error('nobody is invited');
    return this.invitation;
  }

  async cm(...args: readonly string[]): Promise<string> {
    const run = await this.system.copy.cm(args);
    assertSucceeded(run);
    return run.stdout;
  }

  /** Invites a friend, who opens the link. */
  async inviteFriend(name: string): Promise<void> {
    this.invitation = await invite(this.system, 'minecraft', name);
    this.friend = await Visitor.come(this.browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    await this.page.clock.install();
    await this.page.goto(this.invitation.link);
  }

  /** The friend waits, and sees this heading. Time passes as fast as the page is answered. */
  async sees(heading: string): Promise<void> {
    await this.seesText(`heading ${heading}`, () =>
      this.page.getByRole('heading', { level: 1, name: heading, exact: true }).isVisible(),
    );
  }

  /** @param isThere whether the friend sees what is waited for */
  async seesText(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      if (await soon(isThere)) {
        const words = await this.page.locator('main').innerText();
        this.lines.push(`the page: ${words.replaceAll(/\s*\n\s*/g, ' | ')}`);
        return;
      }
      const answer = this.page.waitForResponse((response) => response.request().method() === 'POST');
      await this.page.clock.fastForward(LONGEST_WAIT_MS);
      await answer;
    }
    throw new Error(`the page does not show ${what}, but: ${await this.page.locator('main').innerText()}`);
  }

  /** EventBridge runs player-query, as it does every minute. */
  async tick(): Promise<void> {
    await this.system.bus.tick(this.minecraft.names.playerQueryRule);
  }

  /** How often the function of the page ran. */
  runsOfPage(): number {
    return this.system.region.functions.runs.filter((name) => name === `${PROJECT}-base-start-page`).length;
  }

  happened(): readonly string[] {
    return this.lines.splice(0);
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.invitation?.api.stop();
    await this.game.stop();
    await this.system.stop();
  }
}

/** What an answer changes is there almost at once. */
async function soon(isThere: () => Promise<boolean>): Promise<boolean> {
  for (let looks = 1; looks <= 10; looks += 1) {
    if (await isThere()) return true;
    await pause(100);
  }
  return false;
}
