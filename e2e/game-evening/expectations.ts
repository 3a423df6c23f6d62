import { PROJECT } from '../deployed/project-in-emulator';
import { type GameEvening } from './game-evening';
import { MINUTE_MS, type Point, pointAt } from './metrics';

/** Of a step, which runs many functions and commands: several times what it takes here. */
export const LIMIT_MINUTES = 4;
/** A word of player-query counts for its minute and the two after it: the last of them nobody else has told yet. */
const LAST_OF_A_WORD = 2;
const MINUTES_OF_A_NIGHT = 8 * 60;

/** Checks what the run of a minute has published, alone. */
export async function expectWord(evening: GameEvening, minute: Date, word: Point): Promise<void> {
  const { minecraft, system } = evening;
  const last = new Date(minute.getTime() + LAST_OF_A_WORD * MINUTE_MS);
  await expect(pointAt(system.clients.cloudWatch, minecraft.names, last)).resolves.toEqual(word);
}

/** Eight hours in which nobody comes: EventBridge runs what is on every minute, and the hook's schedule once. */
export async function night(evening: GameEvening): Promise<void> {
  const { minecraft, system, journal } = evening;
  const before = evening.runsOf('player-query');

  for (let minute = 0; minute < MINUTES_OF_A_NIGHT; minute += 1) await system.bus.tick(minecraft.names.playerQueryRule);
  await expect(system.bus.tick(`${PROJECT}-minecraft-`)).resolves.toEqual([`${PROJECT}-minecraft-reconcile`]);

  expect(evening.runsOf('player-query')).toBe(before);
  await expect(evening.isQueryOn()).resolves.toBe(false);
  await expect(evening.mails()).resolves.toEqual([]);
  journal.write(`${MINUTES_OF_A_NIGHT} minutes: player-query ran 0 times`);
}
