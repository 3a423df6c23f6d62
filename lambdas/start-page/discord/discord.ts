import { type Clock } from '../../shared/clock';
import { log } from '../../shared/log';
import { TooLateError, withinDeadline } from '../deadline';
import { type DiscordAnswer, type DiscordRequest, type Leaves } from '../dependencies';
import { type DiscordConfig } from '../contract';
import { type Interaction, INTERACTION, readInteraction } from './interaction';
import { choices, message, NOT_AN_INTERACTION, PONG, UNSIGNED } from './response';
import { isOfDiscord } from './signature';
import { mayNotStopText, stateText, unknownLeafText } from './texts';

export interface DiscordDependencies {
  readonly leaves: Leaves;
  readonly config: DiscordConfig;
  readonly clock: Clock;
}

/** Less than the page's own limit, after which nobody would say anything. Discord waits for 3 seconds. */
const LIMIT_MS = 1_500;
/** Lines of `/status` without a leaf: each asks AWS. */
const MOST_LEAVES = 20;

const NOT_HERE =
  'This server may not use these commands: an administrator writes its id under Discord.Servers in base.yaml.';
const OTHER_APPLICATION = 'These commands are not of this application: correct Discord.ApplicationId in base.yaml.';
const AWS_FAILED = 'AWS did not answer as it should. Try again in a minute.';

/**
 * Answers what Discord posts, within 2 seconds and never later, and does nothing after that: it says what it asked AWS for, not what came of it. What Discord did not sign, or signed
 * more than 5 minutes ago, gets 401: Discord sends such requests on purpose, and removes an endpoint that takes them.
 *
 * @param request its body as it was signed, not in base64
 */
export async function answerDiscord(
  request: DiscordRequest,
  dependencies: DiscordDependencies,
): Promise<DiscordAnswer> {
  const { config, clock } = dependencies;
  if (!isOfDiscord(request, config.publicKey, clock.now())) return UNSIGNED;
  const interaction = readInteraction(request.body);
  if (interaction === undefined) return NOT_AN_INTERACTION;
  if (interaction.type === INTERACTION.ping) return PONG;
  const refusal = refusalOf(interaction, config);
  if (interaction.type === INTERACTION.autocomplete) {
    return refusal === undefined ? offered(interaction, dependencies) : choices([]);
  }
  if (interaction.type !== INTERACTION.command) return NOT_AN_INTERACTION;
  if (refusal !== undefined) return message(refusal);
  const { command, leaf = '', userId } = interaction;
  let isAsked = false;
  const asked = () => {
    isAsked = true;
  };
  try {
    return await withinDeadline(clock, () => answered(interaction, dependencies, asked), LIMIT_MS);
  } catch (error) {
    if (error instanceof TooLateError) return message(notYetText(command, leaf, isAsked));
    log.warn('could not answer Discord', { command, leaf, userId, error });
    return message(AWS_FAILED);
  }
}

function refusalOf({ applicationId, serverId }: Interaction, config: DiscordConfig): string | undefined {
  if (applicationId !== config.applicationId) return OTHER_APPLICATION;
  return config.servers.includes(serverId) ? undefined : NOT_HERE;
}

/** The leaves whose ids have what was typed so far. */
async function offered({ leaf = '' }: Interaction, { leaves, clock }: DiscordDependencies): Promise<DiscordAnswer> {
  const typed = leaf.trim().toLowerCase();
  try {
    const ids = await withinDeadline(clock, () => leaves.ids(), LIMIT_MS);
    return choices(ids.filter((id) => id.includes(typed)));
  } catch (error) {
    log.warn('could not offer leaves', { error });
    return choices([]);
  }
}

/** @param asked runs right before AWS is asked to turn a switch */
async function answered(
  interaction: Interaction,
  dependencies: DiscordDependencies,
  asked: () => void,
): Promise<DiscordAnswer> {
  const { leaves } = dependencies;
  const { command, leaf: typed = '', userId } = interaction;
  const leafId = typed.trim().toLowerCase();
  if (command === 'status' && leafId === '') return message(await allText(leaves));
  switch (command) {
    case 'status': {
      const state = await leaves.state(leafId);
      return state === undefined ? unknownLeaf(typed, leaves) : message(stateText(state));
    }
    case 'start': {
      const state = leafId === '' ? undefined : await leaves.wake(leafId, 'discord', asked);
      if (state === undefined) return unknownLeaf(typed, leaves);
      log.info('asked to wake a leaf', { leafId, userId, state: state.state });
      return message(stateText(state), { forAll: state.state === 'starting' || state.state === 'ready' });
    }
    case 'stop':
      return stop(leafId, interaction, dependencies, asked);
    default:
      return message('This command is not known here any more: an administrator runs ./cm discord register.');
  }
}

async function stop(
  leafId: string,
  { leaf: typed = '', roles, userId }: Interaction,
  { leaves }: DiscordDependencies,
  asked: () => void,
): Promise<DiscordAnswer> {
  const [details, ids] = await Promise.all([leaves.details(leafId), leaves.ids()]);
  if (!ids.includes(leafId)) return unknownLeaf(typed, leaves);
  const allowed = details?.stopRoles ?? [];
  if (!roles.some((role) => allowed.includes(role))) return message(mayNotStopText(leafId, allowed));
  const state = await leaves.sleep(leafId, asked);
  if (state === undefined) return unknownLeaf(typed, leaves);
  log.info('asked to put a leaf to sleep', { leafId, userId, state: state.state });
  return message(stateText(state), { forAll: state.state === 'stopping' });
}

async function allText(leaves: Leaves): Promise<string> {
  const ids = await leaves.ids();
  if (ids.length === 0) return 'There is no leaf.';
  const lines = await Promise.all(
    ids.slice(0, MOST_LEAVES).map(async (id) => {
      const state = await leaves.state(id);
      return state === undefined ? [] : [stateText({ ...state, note: '' })];
    }),
  );
  const more = ids.length > MOST_LEAVES ? [`… and ${ids.length - MOST_LEAVES} more: /status and a name`] : [];
  return [...lines.flat(), ...more].join('\n');
}

async function unknownLeaf(typed: string, leaves: Leaves): Promise<DiscordAnswer> {
  return message(unknownLeafText(typed.trim(), await leaves.ids()));
}

/** What AWS was asked for goes on there while nobody knows yet what comes of it; what it was not asked for by now it is not asked for any more. */
function notYetText(command: string, leaf: string, isAsked: boolean): string {
  const name = leaf
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '');
  if (command === 'status') return 'AWS has not answered yet. Try again in a minute.';
  const [what, done] = command === 'start' ? ['start', 'started'] : ['stop', 'stopped'];
  if (!isAsked) return `AWS did not answer in time: nothing was ${done}. Type the command again.`;
  return `I asked AWS to ${what} **${name}**, and it has not answered yet. \`/status ${name}\` shows what came of it.`;
}
