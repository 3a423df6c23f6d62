import { startChromium, whyNoChromium } from './browser/chromium';
import { hide } from './browser/visitor';
import { storyOf } from './evening/story';
import { type Step } from './evening/steps';
import { NOTE, PageEvening } from './page-evening/page-evening';

/** Of a step, which runs many functions: several times what it takes here. */
const MINUTES = 5;
const PLAYER = 'Steve';

const reason = whyNoChromium();

if (reason === undefined) {
  storyOf('an evening with a friend’s link, in Chromium', () => PageEvening.begin(), evening);
} else {
  test.skip(`an evening with a friend’s link (skipped: ${reason})`, () => startChromium());
}

function evening(step: Step<PageEvening>): void {
  step('deploy creates base with its start page, and minecraft, without a domain', deploy, 8);
  step('a friend opens the link of ./cm invite: asleep, with the note, and nothing wakes', open, MINUTES);
  step('the friend presses Start: one instance, and the page says what it waits for', start, MINUTES);
  step('the container starts, and the game loads: the page follows', load, MINUTES);
  step('the game answers: ready, with the address to copy', ready, MINUTES);
  step('a player joins: the page names the player', join, MINUTES);
  step('a hidden tab asks nothing', hidden, MINUTES);
  step('nobody plays: going to sleep, and asleep again', fallAsleep, MINUTES);
  step('after ./cm sleep --stay the page may not start it', stay, MINUTES);
  step('after ./cm uninvite the link does not work any more', uninvite, MINUTES);
  step('the browser had nothing to complain of, and the token is in no request line and in no log', clean, MINUTES);
}

async function deploy(evening: PageEvening): Promise<void> {
  await evening.cm('deploy', '--yes');

  await expect(evening.minecraft.desired()).resolves.toBe(0);
}

async function open(evening: PageEvening): Promise<void> {
  await evening.inviteFriend('anna');

  await evening.sees('Asleep');
  await expect(evening.page.locator('#note-text').textContent()).resolves.toBe(NOTE);
  await expect(evening.minecraft.desired()).resolves.toBe(0);
}

async function start(evening: PageEvening): Promise<void> {
  await evening.page.getByRole('button', { name: 'Start minecraft' }).click();

  await evening.sees('Starting');
  await expect(evening.page.locator('#lines').textContent()).resolves.toMatch(
    /^First starts take several minutes[.]\d+\ss so far$/,
  );
  await expect(evening.minecraft.desired()).resolves.toBe(1);
}

/** The step that the page names. */
async function waitsFor(evening: PageEvening, text: string): Promise<void> {
  await evening.seesText(text, () => evening.page.locator('[aria-current=step]', { hasText: text }).isVisible());
}

async function load(evening: PageEvening): Promise<void> {
  const { minecraft, game, system } = evening;
  const { id, address } = await minecraft.host();
  await minecraft.sendGroupEvent('launched', id);
  await waitsFor(evening, 'The container starts');

  await game.connect(system.region.routes, address);
  await minecraft.startContainer(id);
  await minecraft.sendTaskRunning();

  await waitsFor(evening, 'The game loads');
}

async function ready(evening: PageEvening): Promise<void> {
  const { address } = await evening.minecraft.host();
  await evening.game.finishLoading();
  await evening.tick();

  await evening.sees('Ready');
  await evening.page.getByRole('button', { name: `Copy: ${address}:25565` }).click();
  await evening.page.getByRole('button', { name: /^Copied/ }).waitFor();
  await expect(evening.page.evaluate('navigator.clipboard.readText()')).resolves.toBe(`${address}:25565`);
}

async function join(evening: PageEvening): Promise<void> {
  await evening.game.join(PLAYER);
  await evening.tick();

  await evening.seesText('the player', () => evening.page.locator('#players-names', { hasText: PLAYER }).isVisible());
  await expect(evening.page.locator('#players-text').textContent()).resolves.toBe('1 of 20 plays');
  await evening.game.leave(PLAYER);
}

async function hidden(evening: PageEvening): Promise<void> {
  await hide(evening.page, true);
  const before = evening.runsOfPage();
  await evening.page.clock.runFor(600_000);
  expect(evening.runsOfPage()).toBe(before);
  await hide(evening.page, false);
}

async function fallAsleep(evening: PageEvening): Promise<void> {
  const { minecraft, game } = evening;
  const { id } = await minecraft.host();
  await minecraft.delayDraining();
  await minecraft.alarmOnNoConnections();
  await minecraft.sendGroupEvent('draining', id);
  await evening.sees('Going to sleep');

  await minecraft.stopContainer();
  await game.stop();
  await minecraft.finishDraining(id);
  await minecraft.sendGroupEvent('terminated', id);

  await evening.sees('Asleep');
  await expect(evening.page.getByRole('button', { name: 'Start minecraft' }).isVisible()).resolves.toBe(true);
}

async function stay(evening: PageEvening): Promise<void> {
  await evening.cm('sleep', 'minecraft', '--stay');

  await evening.sees('Stays asleep');
  await expect(evening.page.getByRole('button').count()).resolves.toBe(0);
}

async function uninvite(evening: PageEvening): Promise<void> {
  await evening.cm('uninvite', 'minecraft', 'anna');

  await evening.sees('This link does not work');
  await expect(evening.page.locator('#note').isVisible()).resolves.toBe(false);
}

async function clean(evening: PageEvening): Promise<void> {
  const { api, link } = evening.theInvitation;
  const token = new URL(link).hash.slice(1);
  expect(token).toMatch(/^[\w-]{22}$/);
  expect(evening.theFriend.complained).toEqual([]);
  expect(evening.theFriend.asksBeside(api.url)).toEqual([]);
  expect(api.requests.filter((line) => !/^POST \/(status|wake)$/.test(line))).toEqual(['GET /minecraft']);
  expect(evening.logged.length).toBeGreaterThan(5);
  expect([...api.requests, ...evening.logged].join('\n')).not.toContain(token);
  await expect(evening.page.title()).resolves.not.toContain(token);
}
