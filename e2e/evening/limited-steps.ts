import { monthName } from '../../lambdas/shared/month-text';
import { hostContainer } from '../cm/support/container-host';
import { DOMAIN } from '../deployed/project-in-emulator';
import { assertSucceeded } from '../project-copy/cm-run';
import { type LimitedEvening } from './limited-evening';
import { type Step } from './steps';

const HOST_NAME = `minecraft.${DOMAIN}`;

/** What happens to a leaf whose minutes of the month are used up. It fails in the first minutes of a month, in UTC. */
export function limitedSteps(step: Step<LimitedEvening>): void {
  step('deploy creates a leaf with a limit, and ./cm status shows it', deploy, 6);
  step('a DNS query wakes it, and nobody is told of the limit', wake);
  step('after 80 % of the limit the players get one e-mail', near);
  step('at 100 % they get one e-mail, and who plays can go on', reached);
  step('4 hours later it is put to sleep, and they get one e-mail', ended);
  step('no query and no ./cm wake wakes it, and ./cm says what helps', refused);
  step('./cm allow refuses what is no time, and grants more', allowed);
  step('then ./cm wake wakes it, and nobody is told of the limit', woken, 2);
}

const month = () => monthName(new Date());

async function deploy(evening: LimitedEvening): Promise<void> {
  const { copy } = evening.system;
  assertSucceeded(await copy.cm(['bootstrap']));
  assertSucceeded(await copy.cm(['deploy', '--yes']));
  await evening.subscribe();

  const { stdout } = await copy.cm(['status']);
  expect(stdout).toContain(month());
  expect(stdout).toContain('0 min of 3 min');
}

async function wake(evening: LimitedEvening): Promise<void> {
  const { minecraft, system } = evening;
  await system.logQueries([{ name: HOST_NAME }]);
  const { id } = await minecraft.host();
  await minecraft.sendGroupEvent('launched', id);
  await minecraft.startContainer(id);
  await minecraft.sendTaskRunning();

  await expect(subjects(evening)).resolves.toEqual(['minecraft is ready']);
}

async function near(evening: LimitedEvening): Promise<void> {
  await evening.runsFor(150);
  await evening.schedule();

  const mails = await evening.mails();
  expect(mails.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(new RegExp(`^minecraft has used [89]\\d % of its hours of ${month()}$`)),
  ]);
  expect(mails[0]?.text).toContain(`minecraft was awake for 2 min of the 3 min that it has in ${month()} (UTC).`);
}

async function reached(evening: LimitedEvening): Promise<void> {
  await evening.runsFor(200);
  await evening.schedule();

  const mails = await evening.mails();
  expect(mails.map(({ subject }) => subject)).toEqual([`minecraft has used up its hours of ${month()}`]);
  expect(mails[0]?.text).toContain('It is awake: who plays can go on.');
  await expect(evening.minecraft.desired()).resolves.toBe(1);
}

async function ended(evening: LimitedEvening): Promise<void> {
  const { minecraft } = evening;
  const { id } = await minecraft.host();
  await evening.reachedBefore(4);
  await evening.runsFor(5 * 3_600);

  await expect(minecraft.desired()).resolves.toBe(0);
  await expect(subjects(evening)).resolves.toEqual([`minecraft was put to sleep: its hours of ${month()} are used up`]);
  await minecraft.sendGroupEvent('terminated', id);
  await expect(subjects(evening)).resolves.toEqual(['minecraft stopped']);
}

async function refused({ system, minecraft }: LimitedEvening): Promise<void> {
  await system.logQueries([{ name: HOST_NAME }]);
  await expect(minecraft.desired()).resolves.toBe(0);

  const run = await system.copy.cm(['wake', 'minecraft']);
  expect(run.code).toBe(3);
  expect(run.stderr).toContain(
    `minecraft has used its 3 min of ${month()} (UTC). ./cm allow minecraft 5h grants more for this month`,
  );
  await expect(minecraft.desired()).resolves.toBe(0);
}

async function allowed({ system }: LimitedEvening): Promise<void> {
  const { copy } = system;
  const nothing = await copy.cm(['allow', 'minecraft', '0h']);
  expect(nothing.code).toBe(2);
  expect(nothing.stderr).toContain('Use hours and minutes above 0, such as 5h, 30m or 1h30m.');

  const granted = await copy.cm(['allow', 'minecraft', '6h']);
  assertSucceeded(granted);
  expect(granted.stdout).toContain(`minecraft may be awake for 6 h 3 min in ${month()} (UTC): 3 min and 6 h granted.`);
}

async function woken(evening: LimitedEvening): Promise<void> {
  const { system, minecraft } = evening;
  const waking = system.copy.start(['wake', 'minecraft']);
  await hostContainer(system.clients, minecraft.names);
  await minecraft.sendGroupEvent('launched', (await minecraft.host()).id);
  await minecraft.sendTaskRunning();
  assertSucceeded(await waking.ended);
  await evening.schedule();

  await expect(subjects(evening)).resolves.toEqual(['minecraft is ready']);
  const { stdout } = await system.copy.cm(['status', 'minecraft', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ leaves: [{ phase: 'ready', month: { limitMinutes: 363 } }] });
}

async function subjects(evening: LimitedEvening): Promise<string[]> {
  return (await evening.mails()).map(({ subject }) => subject);
}
