import { duration } from '../../shared/duration';
import { type PageAnswer, type Ready, type Refused, type Starting } from '../contract';
import { code, escaped } from './response';

/** How a leaf is, in a few lines. */
export function stateText(answer: PageAnswer): string {
  const { leaf, note } = answer;
  const name = `**${escaped(leaf)}**`;
  const shown = note === undefined || note === '' ? '' : `\n${escaped(note)}`;
  switch (answer.state) {
    case 'asleep':
      return `${name} is asleep. ${code(`/start ${leaf}`)} starts it.`;
    case 'starting':
      return `${name} ${startingText(answer)} ${code(`/status ${leaf}`)} shows how far it is.${shown}`;
    case 'ready':
      return `${name} is ready: ${readyText(answer)}${shown}`;
    case 'stopping':
      return `${name} is stopping: the game saves. ${code(`/start ${leaf}`)} starts it again.`;
    case 'refused':
      return `${name} ${refusedText(answer)}`;
    case 'failed':
      return `${name} could not start: ${escaped(answer.reason)}`;
    case 'retiring':
      return `${name} is being removed, and cannot start any more.`;
  }
}

/** A few seconds after the switch was turned, it is this person who turned it. */
const JUST_NOW_SECONDS = 5;

function startingText({ seconds, usual }: Starting): string {
  const since = seconds <= JUST_NOW_SECONDS ? 'starts now.' : `has been starting for ${duration(seconds)}.`;
  if (usual === undefined) return `${since} The first starts take several minutes.`;
  if (seconds > usual.longest) return `${since} That is longer than usual.`;
  return `${since} It usually takes ${duration(usual.median)} (${duration(usual.shortest)} to ${duration(usual.longest)}).`;
}

function readyText({ addresses, players }: Ready): string {
  const where =
    addresses.length === 0 ? 'its address is not known here, an administrator has it' : addresses.map(code).join(' ');
  if (players === undefined) return where;
  if (players === 'unknown') return `${where}. Who plays is not known at the moment.`;
  const { online, max, names } = players;
  const who = names.length === 0 ? '' : `: ${names.map(escaped).join(', ')}`;
  return `${where}. ${online}${max === undefined ? '' : ` of ${max}`} ${online === 1 ? 'plays' : 'play'}${who}`;
}

function refusedText({ why, until }: Refused): string {
  const from = until === undefined ? '' : ` It can be started again from ${when(until)}.`;
  return why === 'limit'
    ? `has used up its hours of this month.${from} An administrator can grant more.`
    : `stays asleep until an administrator wakes it.${from}`;
}

/** In each reader's language and time zone: https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
function when(iso: string): string {
  return `<t:${Math.floor(new Date(iso).getTime() / 1_000)}:f>`;
}

export function unknownLeafText(typed: string, ids: readonly string[]): string {
  const short = typed.length > 60 ? `${typed.slice(0, 60)}…` : typed;
  const known = ids.length === 0 ? 'There is none.' : `There is ${ids.map(escaped).join(', ')}.`;
  return typed === '' ? `Which one? ${known}` : `There is no ${escaped(short)}. ${known}`;
}

/** @param roles ids of those who may; a role's name appears, and nobody is notified */
export function mayNotStopText(leaf: string, roles: readonly string[]): string {
  return roles.length === 0
    ? `Nobody can stop **${escaped(leaf)}** from Discord: its file names no role under Discord.Roles.`
    : `To stop **${escaped(leaf)}** you need one of these roles: ${roles.map((role) => `<@&${role}>`).join(' ')}`;
}
