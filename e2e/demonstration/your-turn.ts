import { setTimeout as pause } from 'node:timers/promises';

import { type Game } from '../deployed/game';
import { type ProjectInEmulator } from '../deployed/project-in-emulator';

const PLAYER = 'Alex';
/** How often it looks whether somebody has pressed Start. */
const LOOK_MS = 500;
/** Between two steps of a start: the page asks every 5 s. */
const STEP_MS = 8_000;
/** How long nobody plays, then somebody plays, then nobody again: the page asks every 30 s. */
const PLAY_MS = 40_000;

export interface YourTurnProps {
  readonly system: ProjectInEmulator;
  readonly game: Game;
  readonly print: (text: string) => void;
}

/** Whoever presses Start on the page sees an evening happen there, again and again until Ctrl+C. */
export async function yourTurn(props: YourTurnProps): Promise<never> {
  const minecraft = props.system.leaf('minecraft');
  for (;;) {
    if ((await minecraft.desired()) === 1) await evening(props);
    await pause(LOOK_MS);
  }
}

async function evening({ system, game, print }: YourTurnProps): Promise<void> {
  const minecraft = system.leaf('minecraft');
  const { playerQueryRule } = minecraft.names;
  print('You pressed Start: the start page asked Auto Scaling for one instance.');
  const host = await minecraft.host();
  await pause(STEP_MS);
  await minecraft.sendGroupEvent('launched', host.id);
  await game.connect(system.region.routes, host.address);
  print(`The instance ${host.id} runs. The container starts …`);
  await pause(STEP_MS);
  await minecraft.startContainer(host.id);
  await minecraft.sendTaskRunning();
  print('The game loads its world …');
  await pause(STEP_MS);
  await game.finishLoading();
  await system.bus.tick(playerQueryRule);
  print('The game answers: the page shows the address.');
  await pause(PLAY_MS);
  await game.join(PLAYER);
  await system.bus.tick(playerQueryRule);
  print(`${PLAYER} plays: the page says so within half a minute.`);
  await pause(PLAY_MS);
  await game.leave(PLAYER);
  await system.bus.tick(playerQueryRule);
  print(`${PLAYER} has left. In AWS seven minutes pass now; here the alarm Container Activity goes off soon.`);
  await pause(STEP_MS);
  await minecraft.delayDraining();
  await minecraft.alarmOnNoConnections();
  print('The game saves its world: the page says that it goes to sleep.');
  await pause(PLAY_MS);
  await minecraft.stopContainer();
  await game.stop();
  await minecraft.finishDraining(host.id);
  await minecraft.sendGroupEvent('terminated', host.id);
  print('Asleep again: you can press Start again. Ctrl+C ends the demo.');
}
