import { type WatchdogConfig } from '../../modules/config/types';
import { type SimulationProps, type Traffic } from '../../simulation/simulation';

export interface Scenario {
  /** What happens, for people. It leaves out: Threshold 2000, 7 MinutesWithoutConnections, 5 StartupGraceMinutes, woken at minute 0. */
  readonly title: string;
  readonly watchdog?: Partial<WatchdogConfig>;
  readonly simulation: Partial<SimulationProps> & Pick<SimulationProps, 'minutes' | 'desiredCapacity'>;
  /** What must happen, and nothing else. */
  readonly happens: readonly string[];
}

// bytes per second: what arrives at a server that nobody uses, and what one player sends
const BACKGROUND = 300;
const PLAYER = 8000;
const MEGABYTE = 1_000_000;

const nobody: Traffic = { fromClients: BACKGROUND, fromFileSystems: 0 };
const player: Traffic = { fromClients: PLAYER, fromFileSystems: 0 };
const upFor = (durationHours: number, shouldStop: boolean) => ({ instanceLeftUp: { durationHours, shouldStop } });
const hours = (count: number) => count * 60;

export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'A player leaves at minute 31',
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: (minute) => (minute < 31 ? player : nobody) },
    happens: [
      '1: in service',
      '38: Container Activity fires',
      '38: Scale Down ASG: asleep',
      '39: Container Activity ends',
    ],
  },
  {
    title: 'A player leaves at minute 31, comes back in the last minute before sleep (37) and leaves at 47',
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: (minute) => (minute < 31 || (minute >= 37 && minute < 47) ? player : nobody),
    },
    happens: [
      '1: in service',
      '54: Container Activity fires',
      '54: Scale Down ASG: asleep',
      '55: Container Activity ends',
    ],
  },
  {
    title: 'A quiet player stays connected, one byte a second above the threshold',
    simulation: {
      minutes: hours(3),
      desiredCapacity: { 0: 1 },
      traffic: () => ({ fromClients: 2001, fromFileSystems: 0 }),
    },
    happens: ['1: in service'],
  },
  {
    title: 'Nobody connects after a wake-up',
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody },
    happens: [
      '1: in service',
      '8: Container Activity fires',
      '8: Scale Down ASG: asleep',
      '9: Container Activity ends',
    ],
  },
  {
    title: 'Nobody connects; 2 MinutesWithoutConnections, 10 StartupGraceMinutes',
    watchdog: { minutesWithoutConnections: 2, startupGraceMinutes: 10 },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody },
    happens: [
      '1: in service',
      '3: Container Activity fires',
      '3–10: Scale Down ASG is held back',
      '11: Scale Down ASG: asleep',
      '12: Container Activity ends',
    ],
  },
  {
    title: 'The first start downloads 30 MB/s for 10 minutes, then nobody connects',
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: (_, sinceStart) => (sinceStart < 10 ? { fromClients: 30 * MEGABYTE, fromFileSystems: 0 } : nobody),
    },
    happens: [
      '1: in service',
      '18: Container Activity fires',
      '18: Scale Down ASG: asleep',
      '19: Container Activity ends',
    ],
  },
  {
    title: 'A large world is read from EFS for 5 minutes at 20 MB/s, nobody is connected',
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: (_, sinceStart) => ({
        fromClients: BACKGROUND,
        fromFileSystems: sinceStart < 5 ? 20 * MEGABYTE : 0,
      }),
    },
    happens: [
      '1: in service',
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
    ],
  },
  {
    title: 'The server reads 30 kB/s from EFS all the time, nobody is connected',
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: () => ({ fromClients: BACKGROUND, fromFileSystems: 30_000 }),
    },
    happens: [
      '1: in service',
      '8: Container Activity fires',
      '8: Scale Down ASG: asleep',
      '9: Container Activity ends',
    ],
  },
  {
    title: 'The server reads 100 kB/s from EFS all the time, nobody is connected: 5 % of that is above the threshold',
    simulation: {
      minutes: hours(9),
      desiredCapacity: { 0: 1 },
      traffic: () => ({ fromClients: BACKGROUND, fromFileSystems: 100_000 }),
    },
    happens: ['1: in service', '8 h 1: Instance Left Up fires', '8 h 1: e-mail to base'],
  },
  {
    title: 'The server reads 100 kB/s from EFS all the time, nobody is connected, Threshold 6000',
    watchdog: { threshold: 6000 },
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: () => ({ fromClients: BACKGROUND, fromFileSystems: 100_000 }),
    },
    happens: [
      '1: in service',
      '8: Container Activity fires',
      '8: Scale Down ASG: asleep',
      '9: Container Activity ends',
    ],
  },
  {
    title: 'A person stops the instance at minute 20 while a player is connected',
    simulation: { minutes: 60, desiredCapacity: { 0: 1, 20: 0 }, traffic: () => player },
    happens: ['1: in service', '20: stopped'],
  },
  {
    title: 'It falls asleep, and from then on CloudWatch receives no metrics',
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody, metricsEnd: 8 },
    happens: [
      '1: in service',
      '8: Container Activity fires',
      '8: Scale Down ASG: asleep',
      '11: Container Activity ends',
    ],
  },
  {
    title: 'CloudWatch receives no metrics from minute 3 on, nobody is connected',
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody, metricsEnd: 3 },
    happens: ['1: in service'],
  },
  {
    title: 'Woken one minute after it fell asleep',
    simulation: { minutes: 60, desiredCapacity: { 0: 1, 9: 1 }, traffic: () => nobody },
    happens: [
      '1: in service',
      '8: Container Activity fires',
      '8: Scale Down ASG: asleep',
      '9: Container Activity ends',
      '10: in service',
      '17: Container Activity fires',
      '17: Scale Down ASG: asleep',
      '18: Container Activity ends',
    ],
  },
  {
    title: 'Asleep for an hour, then woken by hand in the console',
    simulation: { minutes: hours(2), desiredCapacity: { 60: 1 }, traffic: () => nobody },
    happens: [
      '61: in service',
      '68: Container Activity fires',
      '68: Scale Down ASG: asleep',
      '69: Container Activity ends',
    ],
  },
  {
    title: 'Metrics arrive two minutes late: a player leaves at minute 31',
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: (minute) => (minute < 31 ? player : nobody),
      delayMinutes: () => 2,
    },
    happens: [
      '1: in service',
      '40: Container Activity fires',
      '40: Scale Down ASG: asleep',
      '43: Container Activity ends',
    ],
  },
  {
    title: 'Metrics arrive two minutes late: woken one minute after it fell asleep',
    simulation: { minutes: 60, desiredCapacity: { 0: 1, 11: 1 }, traffic: () => nobody, delayMinutes: () => 2 },
    happens: [
      '1: in service',
      '10: Container Activity fires',
      '10: Scale Down ASG: asleep',
      '11–12: Scale Down ASG is held back',
      '12: in service',
      '13: Container Activity ends',
      '21: Container Activity fires',
      '21: Scale Down ASG: asleep',
      '24: Container Activity ends',
    ],
  },
  {
    title: 'Up for 8 hours with players',
    simulation: { minutes: hours(10), desiredCapacity: { 0: 1 }, traffic: () => player },
    happens: ['1: in service', '8 h 1: Instance Left Up fires', '8 h 1: e-mail to base'],
  },
  {
    title: 'Up for 8 hours with players, ShouldStop; woken one minute later',
    watchdog: upFor(8, true),
    simulation: { minutes: hours(10), desiredCapacity: { 0: 1, 482: 1 }, traffic: () => player },
    happens: [
      '1: in service',
      '8 h 1: Instance Left Up fires',
      '8 h 1: e-mail to base',
      '8 h 1: Scale Down ASG: asleep',
      '8 h 2: Instance Left Up ends',
      '8 h 3: in service',
    ],
  },
  {
    title: 'Up for 5 hours with players, asleep, up for 5 hours again',
    watchdog: upFor(8, true),
    simulation: {
      minutes: hours(11),
      desiredCapacity: { 0: 1, [hours(5) + 10]: 1 },
      traffic: (_, sinceStart) => (sinceStart < hours(5) ? player : nobody),
    },
    happens: [
      '1: in service',
      '5 h 8: Container Activity fires',
      '5 h 8: Scale Down ASG: asleep',
      '5 h 9: Container Activity ends',
      '5 h 11: in service',
      '10 h 18: Container Activity fires',
      '10 h 18: Scale Down ASG: asleep',
      '10 h 19: Container Activity ends',
    ],
  },
  {
    title: 'Up for 36 hours with players, ShouldStop; woken 17 minutes later',
    watchdog: upFor(36, true),
    simulation: { minutes: hours(40), desiredCapacity: { 0: 1, [hours(37) + 20]: 1 }, traffic: () => player },
    happens: [
      '1: in service',
      '37 h 3: Instance Left Up fires',
      '37 h 3: e-mail to base',
      '37 h 3: Scale Down Once: asleep',
      '37 h 20–38 h 2: Scale Down Once is held back',
      '37 h 21: in service',
      '38 h 3: Instance Left Up ends',
    ],
  },
  {
    title: 'Up for 168 hours with players',
    watchdog: upFor(168, false),
    simulation: { minutes: hours(171), desiredCapacity: { 0: 1 }, traffic: () => player },
    happens: ['1: in service', '169 h 3: Instance Left Up fires', '169 h 3: e-mail to base'],
  },
];
