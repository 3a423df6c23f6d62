import { addressNote, type AddressNote, readAddressNote } from '../shared/address-note';
import { type AnsweredNote, answeredNote, answeredNoteText, readAnsweredNote } from '../shared/answered-note';
import { type GroupState, isAsleep, livingInstance } from '../shared/group-state';
import { log } from '../shared/log';
import { type Dependencies, type Deployment, type Word } from './dependencies';
import { isLoading, wordOf } from './presence';

const MINUTE_MS = 60_000;
/** Between two queries, until the game answers. */
const PAUSE_MS = 10_000;
/** A word counts for its minute and the next ones: two minutes in which the function is late or fails leave no hole. */
export const MINUTES_OF_A_WORD = 3;

/** What a look found. */
interface Found {
  /** Whether another look in this minute could tell more. */
  readonly again: boolean;
  readonly word?: Word | undefined;
}

/**
 * Says of one minute whether somebody plays. Until the game answers it asks every 10 seconds, until the minute is over, so that
 * people learn soon that it is ready. It looks instead of believing the event, and may run twice.
 *
 * @param minute its beginning
 */
export async function watchMinute(dependencies: Dependencies, minute: Date): Promise<void> {
  const { clock, metrics } = dependencies;
  const end = minute.getTime() + MINUTE_MS;
  const minutes = Array.from({ length: MINUTES_OF_A_WORD }, (_, n) => new Date(minute.getTime() + n * MINUTE_MS));
  let said: Word | undefined;
  for (;;) {
    const next = clock.now().getTime() + PAUSE_MS;
    const { again, word } = await look(dependencies, async (found) => {
      if (found.presence === said?.presence && found.players === said.players) return;
      await metrics.publish(found, minutes);
      said = found;
    });
    if (word !== undefined) log.info('asked the game', { ...word });
    if (!again || next >= end) return;
    await clock.wait(Math.max(0, next - clock.now().getTime()));
  }
}

async function look(dependencies: Dependencies, say: (word: Word) => Promise<void>): Promise<Found> {
  const { group, service, rule } = dependencies;
  const state = await group.read();
  if (isAsleep(state)) {
    // the state change hook does so too; where it failed, nothing else would end these runs
    await rule.turnOff();
    log.info('asleep: turned the rule off');
    return { again: false };
  }
  // what is to be terminated has nobody to wait for
  if (state.desiredCapacity === 0) return { again: false };
  const instance = livingInstance(state);
  const found = instance && readAddressNote(state.notes.get(addressNote(instance.id)));
  if (instance === undefined || found === undefined) return { again: true };
  return await askInstance(dependencies, state, { ...found, id: instance.id }, await service.deployment(), say);
}

async function askInstance(
  dependencies: Dependencies,
  { notes }: GroupState,
  { id, address, launchedAt }: AddressNote & { readonly id: string },
  deployment: Deployment,
  say: (word: Word) => Promise<void>,
): Promise<Found> {
  const { game, clock } = dependencies;
  const before = readAnsweredNote(notes.get(answeredNote(id)));
  const answer = await game.ask(address, false);
  const word = wordOf(game, answer, isLoading(game, launchedAt, deployment, before, clock.now()));
  if (word !== undefined) await say(word);
  const isKnown = before?.deploymentId === deployment.id;
  // after a deployment the container of the one before may still answer, until it has stopped
  const isFirst = answer !== undefined && !isKnown && (before === undefined || deployment.runs);
  const mostPlayers = most(before?.mostPlayers, word?.players);
  const noted = mostPlayers === undefined ? {} : { mostPlayers };
  if (isFirst) await noteFirstAnswer(dependencies, id, { at: clock.now(), deploymentId: deployment.id, ...noted });
  else if (before !== undefined && mostPlayers !== before.mostPlayers) {
    await dependencies.group.note(answeredNote(id), answeredNoteText({ ...before, ...noted }));
  }
  return { again: answer === undefined && !isKnown, word };
}

/** Of the numbers that are known. */
function most(...players: readonly (number | undefined)[]): number | undefined {
  const known = players.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

async function noteFirstAnswer({ group, hook }: Dependencies, id: string, answered: AnsweredNote): Promise<void> {
  log.info('the game answers for the first time', { instanceId: id, deploymentId: answered.deploymentId });
  await group.note(answeredNote(id), answeredNoteText(answered));
  // where this fails, the hook's own schedule finds the note within five minutes
  await hook.gameAnswers();
}
