import { ASLEEP_ADDRESS } from '../../lambdas/shared/address-record';
import { answeredNote, readAnsweredNote } from '../../lambdas/shared/answered-note';
import { PROJECT } from '../deployed/project-in-emulator';
import { type Step } from '../evening/steps';
import { assertSucceeded } from '../project-copy/cm-run';
import { type GameEvening, HOST_NAME } from './game-evening';
import { expectWord, LIMIT_MINUTES, night } from './expectations';

/** From the first deployment to the e-mail that says that the game answers. */
export function waking(step: Step<GameEvening>): void {
  step('deploy creates base and minecraft with its Query: asleep, and the rule of player-query is off', deploy, 8);
  step('a night asleep has no run of player-query', night, LIMIT_MINUTES);
  step(
    'a DNS query wakes it; at the launch the hook turns the rule on and notes where the game is',
    wake,
    LIMIT_MINUTES,
  );
  step('the container starts, and the game’s port is closed: occupied, and nobody is told', closed, LIMIT_MINUTES);
  step('the port is open, and the game answers nobody: occupied, and nobody is told', silent, LIMIT_MINUTES);
  step(
    'the run that waits for the game gets its first answer, and invokes the hook: one e-mail says ready',
    ready,
    LIMIT_MINUTES,
  );
}

async function deploy(evening: GameEvening): Promise<void> {
  assertSucceeded(await evening.system.copy.cm(['deploy', '--yes']));

  expect(await evening.cm('webhooks', 'test')).toBe(
    `✓ /${PROJECT}/webhooks/discord (discord): posted\n✓ /${PROJECT}/webhooks/json (json): posted\n`,
  );
  expect(evening.posts().json).toMatchObject([{ subject: `A test of ${PROJECT}` }]);
  await evening.subscribe();
  await expect(evening.minecraft.desired()).resolves.toBe(0);
  await expect(evening.record()).resolves.toBe(ASLEEP_ADDRESS);
  await expect(evening.isQueryOn()).resolves.toBe(false);
  await expect(evening.status()).resolves.toEqual({ phase: 'asleep' });
}

async function wake(evening: GameEvening): Promise<void> {
  const { minecraft, system } = evening;
  await system.logQueries([{ name: HOST_NAME }]);
  const { id, address } = await minecraft.host();

  await expect(minecraft.sendGroupEvent('launched', id)).resolves.toEqual([`${PROJECT}-minecraft-group-change`]);

  await expect(evening.record()).resolves.toBe(address);
  await expect(evening.isQueryOn()).resolves.toBe(true);
  expect((await evening.notes()).get(`address/${id}`)).toMatch(new RegExp(`^\\S+Z ${address.replaceAll('.', '[.]')}$`));
  await expect(evening.mails()).resolves.toEqual([]);
  await expect(evening.status()).resolves.toEqual({ phase: 'waking', waitsFor: 'its container' });
}

async function closed(evening: GameEvening): Promise<void> {
  const { minecraft, game, system } = evening;
  const { id, address } = await minecraft.host();
  await game.connect(system.region.routes, address);
  await minecraft.startContainer(id);
  await expect(minecraft.sendTaskRunning()).resolves.toEqual([`${PROJECT}-minecraft-task-runs`]);

  await expectLoading(evening, await evening.nextMinute());
}

async function silent(evening: GameEvening): Promise<void> {
  await evening.game.load();
  // a query tries twice
  const asked = evening.game.ignores(2);

  const minute = await evening.nextMinute();

  await asked;
  await expectLoading(evening, minute);
}

async function expectLoading(evening: GameEvening, minute: Date): Promise<void> {
  await expectWord(evening, minute, { presence: 2 });
  await expect(evening.status()).resolves.toEqual({ phase: 'loading', waitsFor: 'its game (loading)' });
  await expect(evening.mails()).resolves.toEqual([]);
  expect([...(await evening.notes()).keys()].filter((key) => key.startsWith('answered/'))).toEqual([]);
}

async function ready(evening: GameEvening): Promise<void> {
  const { minecraft, game } = evening;
  const { id, address } = await minecraft.host();
  const before = { queries: evening.runsOf('player-query'), hooks: evening.runsOf('asg-state-change-hook') };
  // its first query, which tries twice
  const asked = game.ignores(2);

  const ended = evening.longMinute();
  await asked;
  await game.finishLoading();
  const minute = await ended;

  expect(evening.runsOf('player-query')).toBe(before.queries + 1);
  expect(evening.runsOf('asg-state-change-hook')).toBe(before.hooks + 1);
  // in the same minute it loaded, and then nobody played
  await expectWord(evening, minute, { players: 0, presence: 2 });
  expect(readAnsweredNote((await evening.notes()).get(answeredNote(id)))).toEqual({
    at: expect.any(Date) as Date,
    deploymentId: expect.stringMatching(/^ecs-svc\/\d+$/) as string,
    mostPlayers: 0,
  });
  const [mail, ...others] = await evening.mails();
  expect(mail?.subject).toBe('minecraft is ready');
  expect(mail?.text).toMatch(/^minecraft is ready: its game answers, .* after its instance was launched[.]$/m);
  expect(mail?.text).toContain(`Address: ${HOST_NAME} (${address})\nPorts: 25565/tcp`);
  expect(others).toEqual([]);
  const { discord, json } = evening.posts();
  expect(discord).toEqual([
    {
      embeds: [
        expect.objectContaining({
          title: 'minecraft is ready',
          description: expect.stringContaining(`Address: ${HOST_NAME} (${address})\nPorts: 25565/tcp\n`) as string,
        }),
      ],
      allowed_mentions: { parse: [] },
    },
  ]);
  expect(json).toEqual([expect.objectContaining({ kind: 'ready', leaf: 'minecraft', message: mail?.text })]);
  await expect(evening.status()).resolves.toEqual({ phase: 'ready', players: { online: 0, max: 20, names: [] } });
}
