import { type Colors } from 'picocolors/types';

import { ConfigError, type Problem } from '../../modules/config/config-error';
import { stackNameOf } from '../../modules/config/stack-name';
import { retiringText } from '../leaf/group';
import { heldText } from '../leaf/hold';
import { hoursText, monthName } from '../../lambdas/shared/month-text';
import { duration, secondsBetween } from '../../lambdas/shared/duration';
import { type Refusal } from '../../lambdas/shared/refusal';
import { fittingTable } from '../terminal/table';
import { type LeafFileSystem } from '../aws/file-systems';
import { costLines, priceNote } from './cost-so-far';
import { type LeafStatus } from './leaf-status';
import { type ProjectStatus } from './status';

const HEAD = ['Leaf', 'State', 'Since', 'Address', 'Traffic', 'Alarms'];
/** After the month. */
const HEAD_OF_LAST = ['Last start', 'Last notice'];
/** After the traffic, where a game is asked who plays. */
const PLAYERS = 'Players';
const PLAYERS_COLUMN = HEAD.indexOf('Traffic') + 1;
const MOST_NAMES = 5;
const NONE = '-';

/** Where the status is shown. */
export interface StatusView {
  readonly now: Date;
  readonly colors: Colors;
  /** Of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
}

/** A table of the leaves, then what needs attention. */
export function statusText(status: ProjectStatus, { now, colors, columns }: StatusView): string {
  const { leaves, keptFileSystems, stacksWithoutYaml, otherNames = [], configProblems = [] } = status;
  const hasPlayers = leaves.some(({ players }) => players !== undefined);
  const withPlayers = (cells: readonly string[], cell: string) =>
    hasPlayers ? cells.toSpliced(PLAYERS_COLUMN, 0, cell) : cells;
  const head = withPlayers([...HEAD, monthName(now), ...HEAD_OF_LAST], PLAYERS);
  const rows = leaves.map((leaf) => withPlayers(row(leaf, now, colors), playersCell(leaf)));
  return [
    leaves.length === 0 ? 'The config has no leaves.' : fittingTable({ head, rows, colors, columns }, NONE),
    ...priceNote(leaves.map(({ cost }) => cost)),
    ...leaves.flatMap((leaf) => wrongCount(leaf, now).map((line) => colors.yellow(line))),
    ...otherNames.map((line) => colors.yellow(line)),
    ...leaves.filter(({ isHeld }) => isHeld).map(({ id }) => colors.red(heldText(id))),
    ...leaves.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusalText(refusal, colors)])),
    ...leaves.filter(({ isRetiring }) => isRetiring).map(({ id }) => colors.red(retiringText(id))),
    ...leaves
      .filter(({ phase }) => phase === 'deployed in part')
      .map(({ id }) => colors.yellow(`${id} is deployed in part: ./cm deploy ${id} completes it.`)),
    ...leaves.filter(isAwakeWithoutYaml).map(({ id }) => colors.red(awakeText(id))),
    ...(keptFileSystems.length > 0
      ? [`\nKept file systems without a leaf:\n${keptText(keptFileSystems, { colors, columns })}`]
      : []),
    ...stacksWithoutYaml.map((stack) =>
      colors.yellow(`\n${stack} has state but no YAML: put the file back or run ./cm retire ${stack}.`),
    ),
    ...leaves
      .filter(({ id, hasNoYaml }) => hasNoYaml && !stacksWithoutYaml.includes(stackNameOf(id)))
      .map(({ id }) => colors.yellow(`\n${id} has no YAML: put the file back or run ./cm retire ${id}.`)),
    ...(configProblems.length > 0
      ? [
          colors.yellow(
            ['\nThe config has errors, which ./cm deploy needs fixed:', ...linesOf(configProblems)].join('\n'),
          ),
        ]
      : []),
  ].join('\n');
}

function isAwakeWithoutYaml({ phase, hasNoYaml }: LeafStatus): boolean {
  return hasNoYaml === true && (phase === 'waking' || phase === 'loading' || phase === 'ready');
}

function awakeText(id: string): string {
  return `${id} is awake and has no YAML: you pay for its instance until it sleeps. ./cm sleep ${id} puts it to sleep.`;
}

function linesOf(problems: readonly Problem[]): readonly string[] {
  return new ConfigError(problems).message.split('\n');
}

function row(leaf: LeafStatus, now: Date, colors: Colors): string[] {
  const { since, hostName, address, ports, lastStartSeconds, lastNotice } = leaf;
  return [
    leaf.id,
    stateCell(leaf, colors),
    since === undefined ? NONE : duration(secondsBetween(since, now)),
    [hostName, address, ports.join(' ')].filter((line) => line !== undefined).join('\n'),
    trafficCell(leaf),
    alarmsCell(leaf, colors),
    [monthCell(leaf, colors), ...(leaf.cost ? costLines(leaf.cost) : [])].join('\n'),
    lastStartSeconds === undefined ? NONE : duration(lastStartSeconds),
    lastNotice === undefined ? NONE : `${lastNotice.subject}\n${duration(secondsBetween(lastNotice.at, now))} ago`,
  ];
}

/** `Wake.ByDns: false` is what the config says, and nothing to look at. */
function refusalText({ kind, text }: Refusal, colors: Colors): string {
  return kind === 'not-by-dns' ? text : colors.yellow(text);
}

function stateCell(
  { phase, isHeld, isRetiring, staysAsleep, waitsFor, instanceType }: LeafStatus,
  colors: Colors,
): string {
  const stays = staysAsleep ? `${phase},\nstays so` : phase;
  const lines = waitsFor === undefined ? stays : `${phase}:\n${waitsFor}`;
  const state = instanceType === undefined ? lines : `${lines}\non ${instanceType}`;
  if (isRetiring) return colors.red(`being retired,\n${state}`);
  return isHeld ? colors.red(`held,\n${state}`) : state;
}

function trafficCell({ traffic }: LeafStatus): string {
  if (traffic === undefined) return NONE;
  if ('isOccupied' in traffic) return traffic.isOccupied ? 'occupied' : 'nobody plays';
  return `${Math.round(traffic.bytesPerSecond)} B/s\n(idle at ${traffic.threshold})`;
}

/** How many play, and the first few names where the game tells them. */
function playersCell({ players }: LeafStatus): string {
  if (players === undefined) return NONE;
  if ('unknown' in players) return `unknown\n(${players.unknown})`;
  const { online, max, names } = players;
  const more = names.length - MOST_NAMES;
  return [
    max === undefined ? String(online) : `${online} of ${max}`,
    ...names.slice(0, MOST_NAMES),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

/** The alarms that are in ALARM; INSUFFICIENT_DATA counts as ok. */
function alarmsCell({ alarms }: LeafStatus, colors: Colors): string {
  const firing = alarms.filter(({ state }) => state === 'ALARM').map(({ name }) => colors.yellow(name));
  if (alarms.length === 0) return NONE;
  return firing.length === 0 ? 'ok' : firing.join('\n');
}

/** How long it was awake, e.g. `14 h 20 min of 60 h`. */
function monthCell({ month }: LeafStatus, colors: Colors): string {
  if (month === undefined) return NONE;
  const { minutes, limitMinutes } = month;
  if (limitMinutes === undefined) return hoursText(minutes);
  const text = `${hoursText(minutes)} of ${hoursText(limitMinutes)}`;
  return minutes < limitMinutes ? text : colors.red(text);
}

function wrongCount({ id, month }: LeafStatus, now: Date): string[] {
  if (month?.notedMinutes === undefined) return [];
  return [
    `${id}: its function asg-state-change-hook counted ${hoursText(month.notedMinutes)} of ${monthName(now)}, the scaling ` +
      `activities say ${hoursText(month.minutes)}. The limit goes by the function's count.`,
  ];
}

function keptText(fileSystems: readonly LeafFileSystem[], view: Omit<StatusView, 'now'>): string {
  const props = {
    head: ['File system', 'Leaf', 'Volume', 'Size'],
    rows: fileSystems.map(({ fileSystemId, leafId, volumeId, bytes }) => [
      fileSystemId,
      leafId,
      volumeId,
      `${(bytes / 2 ** 30).toFixed(1)} GiB`,
    ]),
    right: [3],
    ...view,
  };
  return fittingTable(props, NONE);
}
