import { type Colors } from 'picocolors/types';

import { retiringText } from '../leaf/group';
import { heldText } from '../leaf/hold';
import { duration, secondsBetween } from '../../lambdas/shared/duration';
import { plainTable } from '../terminal/table';
import { type LeafFileSystem } from '../aws/file-systems';
import { type LeafStatus } from './leaf-status';
import { type ProjectStatus } from './status';

const HEAD = ['Leaf', 'State', 'Since', 'Address', 'Traffic', 'Alarms', 'Last start', 'Last notice'];
const NONE = '-';

/** A table of the leaves, then what needs attention. */
export function statusText(status: ProjectStatus, now: Date, colors: Colors): string {
  const { leaves, keptFileSystems, stacksWithoutYaml } = status;
  const table = plainTable({ head: HEAD, rows: leaves.map((leaf) => row(leaf, now, colors)), colors });
  return [
    leaves.length === 0 ? 'The config has no leaves.' : table,
    ...leaves.filter(({ isHeld }) => isHeld).map(({ id }) => colors.red(heldText(id))),
    ...leaves.filter(({ isRetiring }) => isRetiring).map(({ id }) => colors.red(retiringText(id))),
    ...(keptFileSystems.length > 0
      ? [`\nKept file systems without a leaf:\n${keptText(keptFileSystems, colors)}`]
      : []),
    ...stacksWithoutYaml.map((stack) =>
      colors.yellow(`\n${stack} has state but no YAML: put the file back or run ./cm retire ${stack}.`),
    ),
  ].join('\n');
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
    lastStartSeconds === undefined ? NONE : duration(lastStartSeconds),
    lastNotice === undefined ? NONE : `${lastNotice.subject}\n${duration(secondsBetween(lastNotice.at, now))} ago`,
  ];
}

function stateCell({ phase, isHeld, isRetiring, waitsFor }: LeafStatus, colors: Colors): string {
  const state = waitsFor === undefined ? phase : `${phase}:\n${waitsFor}`;
  if (isRetiring) return colors.red(`being retired,\n${state}`);
  return isHeld ? colors.red(`held,\n${state}`) : state;
}

function trafficCell({ traffic }: LeafStatus): string {
  return traffic === undefined ? NONE : `${Math.round(traffic.bytesPerSecond)} B/s\n(idle at ${traffic.threshold})`;
}

/** The alarms that are in ALARM; INSUFFICIENT_DATA counts as ok. */
function alarmsCell({ alarms }: LeafStatus, colors: Colors): string {
  const firing = alarms.filter(({ state }) => state === 'ALARM').map(({ name }) => colors.yellow(name));
  if (alarms.length === 0) return NONE;
  return firing.length === 0 ? 'ok' : firing.join('\n');
}

function keptText(fileSystems: readonly LeafFileSystem[], colors: Colors): string {
  return plainTable({
    head: ['File system', 'Leaf', 'Volume', 'Size'],
    rows: fileSystems.map(({ fileSystemId, leafId, volumeId, bytes }) => [
      fileSystemId,
      leafId,
      volumeId,
      `${(bytes / 2 ** 30).toFixed(1)} GiB`,
    ]),
    right: [3],
    colors,
  });
}
