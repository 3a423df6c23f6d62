import { ASLEEP_ADDRESS } from '../../lambdas/shared/address-record';
import { answeredNote, readAnsweredNote } from '../../lambdas/shared/answered-note';
import { PROJECT } from '../deployed/project-in-emulator';
import { type Step } from '../evening/steps';
import { expectWord, LIMIT_MINUTES, night } from './expectations';
import { type GameEvening } from './game-evening';
import { containerActivity, measure, type Verdict, verdictsOn } from './metrics';

const PLAYER = 'Steve';
/** What arrives while nobody plays: far above the quickstart's threshold. */
const BACKGROUND = { bytesPerSecond: 6_700 };

/** A player comes and goes, and it falls asleep. */
export function playing(step: Step<GameEvening>): void {
  step('a player joins: 1 plays, and ./cm status tells his name, which no function logs or notes', join, LIMIT_MINUTES);
  step('he leaves: nobody plays', leave, LIMIT_MINUTES);
  step(
    'nobody plays for all of MinutesWithoutConnections, whatever arrives: the alarm puts it to sleep',
    fallAsleep,
    LIMIT_MINUTES,
  );
  step('when the instance is gone, the rule is off, and one e-mail says how many played', stopped, LIMIT_MINUTES);
  step('a night asleep has no run of player-query', night, LIMIT_MINUTES);
}

async function join(evening: GameEvening): Promise<void> {
  await evening.game.join(PLAYER);

  const minute = await evening.nextMinute();

  await expectWord(evening, minute, { players: 1, presence: 2 });
  await expect(verdicts(evening, [minute])).resolves.toEqual(['busy']);
  await expect(evening.status()).resolves.toEqual({ phase: 'ready', players: { online: 1, max: 20, names: [PLAYER] } });
  expect(evening.journal.ofFunctions.filter((line) => line.includes(PLAYER))).toEqual([]);
  const notes = await evening.notes();
  expect([...notes].flat().filter((text) => text.includes(PLAYER))).toEqual([]);
  const { id } = await evening.minecraft.host();
  expect(readAnsweredNote(notes.get(answeredNote(id)))).toMatchObject({ mostPlayers: 1 });
}

async function leave(evening: GameEvening): Promise<void> {
  await evening.game.leave(PLAYER);

  const minute = await evening.nextMinute();

  await expectWord(evening, minute, { players: 0, presence: 1 });
  // the word of the minute before counts for two more
  await expect(verdicts(evening, [minute])).resolves.toEqual(['busy']);
  await expect(evening.status()).resolves.toEqual({ phase: 'ready', players: { online: 0, max: 20, names: [] } });
  await expect(evening.mails()).resolves.toEqual([]);
}

async function fallAsleep(evening: GameEvening): Promise<void> {
  const { minecraft, system } = evening;
  const { periods } = await containerActivity(system.clients.cloudWatch, minecraft.names);
  expect(periods).toBe(7);
  const busy = await evening.nextMinute();
  const idle: Date[] = [];
  while (idle.length < periods) idle.push(await evening.nextMinute());

  await expect(verdicts(evening, [busy, ...idle])).resolves.toEqual(['busy', ...idle.map(() => 'idle')]);
  await expect(minecraft.alarmOnNoConnections()).resolves.toEqual([`${PROJECT}-minecraft-scale-down`]);

  await expect(minecraft.desired()).resolves.toBe(0);
}

/** By the deployed alarm, with what AWS measures itself. */
async function verdicts({ system, minecraft }: GameEvening, minutes: readonly Date[]): Promise<Verdict[]> {
  const { cloudWatch } = system.clients;
  for (const minute of minutes) await measure(cloudWatch, minecraft.names, minute, BACKGROUND);
  return verdictsOn(cloudWatch, minecraft.names, minutes);
}

async function stopped(evening: GameEvening): Promise<void> {
  const { minecraft, game } = evening;
  const [id = ''] = [...(await evening.notes()).keys()].flatMap((key) => key.split('answered/')[1] ?? []);
  await minecraft.stopContainer();
  await game.stop();

  await expect(minecraft.sendGroupEvent('terminated', id)).resolves.toEqual([`${PROJECT}-minecraft-group-change`]);

  await expect(evening.isQueryOn()).resolves.toBe(false);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  const [mail, ...others] = await evening.mails();
  expect(mail?.subject).toBe('minecraft stopped');
  expect(mail?.text).toMatch(
    new RegExp(`Its instance ${id} was terminated after .*[.] One person played at a time[.]$`, 'm'),
  );
  expect(others).toEqual([]);
  const { discord, json } = evening.posts();
  expect(discord).toMatchObject([{ embeds: [{ title: 'minecraft stopped' }] }]);
  expect(json).toEqual([
    expect.objectContaining({ kind: 'stopped', subject: 'minecraft stopped', message: mail?.text }),
  ]);
  // the addresses of webhooks are in SSM and in memory alone
  expect(evening.journal.ofFunctions.filter((line) => line.includes('s3cret'))).toEqual([]);
  for (const stack of ['base', 'minecraft']) {
    expect(evening.system.copy.read(`terraform.tfstate.d/${stack}/terraform.tfstate`)).not.toContain('s3cret');
  }
  expect([...(await evening.notes()).keys()].filter((key) => key.endsWith(`/${id}`))).toEqual([]);
  await expect(evening.status()).resolves.toMatchObject({ phase: 'asleep' });
}
