import { type Colors } from 'picocolors/types';

import { plainTable } from '../terminal/table';
import { type TrafficOf, type TrafficReport } from './traffic-report';

const WHO: Readonly<Record<TrafficOf['who'], string>> = {
  nobody: 'with nobody on',
  somebody: 'with somebody on',
  unknown: 'unknown: loading, no answer',
  all: 'all',
};

/** Two tables: what arrived, and what thresholds would have taken for idle. */
export function trafficText({ id, days, threshold, traffic, idleAt }: TrafficReport, colors: Colors): string {
  const period = days === 1 ? 'the last day' : `the last ${days} days`;
  if (traffic.length === 0) return `${id} was not awake in ${period}, so there is nothing to measure.`;
  const isAsked = idleAt.some(({ nobody }) => nobody !== undefined);
  const measured = plainTable({
    head: ['Bytes per second', 'Minutes', 'Median', '95 %', 'Highest'],
    rows: traffic.map(({ who, ...figures }) => [
      WHO[who],
      ...[figures.minutes, figures.median, figures.p95, figures.highest].map(String),
    ]),
    right: [1, 2, 3, 4],
    colors,
  });
  const idle = plainTable({
    head: ['Threshold', 'Idle minutes', ...(isAsked ? ['with nobody on', 'with somebody on'] : [])],
    rows: idleAt.map((one) => [
      one.threshold === threshold ? `${one.threshold} (deployed)` : String(one.threshold),
      String(one.minutes),
      ...(isAsked ? [String(one.nobody), String(one.somebody)] : []),
    ]),
    right: [1, 2, 3],
    colors,
  });
  return [
    `What ${id} received in ${period}, minute by minute while it was awake:`,
    '',
    measured,
    '',
    'Minutes that a threshold would have counted as idle:',
    '',
    idle,
    '',
    isAsked
      ? 'A good threshold counts most minutes with nobody on, and none with somebody on. It decides while the game does not answer.'
      : 'A good threshold is above what arrives with nobody on, and below what one player sends: compare with when you played.',
  ].join('\n');
}
