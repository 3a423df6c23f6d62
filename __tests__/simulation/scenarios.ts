import { BACKGROUND, hours, loadingPack, nobody, player, type Scenario } from './scenario';

const MEGABYTE = 1_000_000;

const upFor = (durationHours: number, shouldStop: boolean) => ({ instanceLeftUp: { durationHours, shouldStop } });

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
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
    ],
  },
  {
    title: 'Nobody connects; 2 MinutesWithoutConnections, 10 StartupGraceMinutes',
    watchdog: { minutesWithoutConnections: 2, startupGraceMinutes: 10 },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody },
    happens: [
      '1: in service',
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
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
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
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
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
    ],
  },
  {
    title: 'A person stops the instance at minute 20 while a player is connected',
    simulation: { minutes: 60, desiredCapacity: { 0: 1, 20: 0 }, traffic: () => player },
    happens: ['1: in service', '20: stopped'],
  },
  {
    title: 'It falls asleep, and from then on CloudWatch receives no metrics',
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody, metricsEnd: 13 },
    happens: [
      '1: in service',
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '16: Container Activity ends',
    ],
  },
  {
    title: 'CloudWatch receives no metrics from minute 3 on, nobody is connected',
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody, metricsEnd: 3 },
    happens: ['1: in service'],
  },
  {
    title: 'Woken one minute after it fell asleep',
    simulation: { minutes: 60, desiredCapacity: { 0: 1, 14: 1 }, traffic: () => nobody },
    happens: [
      '1: in service',
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
      '15: in service',
      '27: Container Activity fires',
      '27: Scale Down ASG: asleep',
      '28: Container Activity ends',
    ],
  },
  {
    title: 'Somebody connects in the minute in which it fell asleep, and is in service at once',
    simulation: { minutes: 60, desiredCapacity: { 0: 1, 12.5: 1 }, bootMinutes: 0, traffic: () => nobody },
    happens: [
      '0: in service',
      '12: Container Activity fires',
      '12: Scale Down ASG: asleep',
      '12: in service',
      '13–16: Scale Down ASG is held back',
      '17: Container Activity ends',
      '24: Container Activity fires',
      '24: Scale Down ASG: asleep',
      '25: Container Activity ends',
    ],
  },
  {
    title:
      'Somebody connects in the minute in which it fell asleep, and is in service at once; draining takes 8 minutes: the old alarm ends the new wake-up',
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1, 12.5: 1 },
      bootMinutes: 0,
      drainMinutes: 8,
      traffic: () => nobody,
    },
    happens: [
      '0: in service',
      '12: Container Activity fires',
      '12: Scale Down ASG: asleep',
      '12: in service',
      '13–16: Scale Down ASG is held back',
      '17: Scale Down ASG: asleep',
      '18: Container Activity ends',
    ],
  },
  {
    title:
      'Another computer reads 20 MB/s from the file system while a player is on: less than nothing is left, as if nobody were',
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: () => ({ ...player, fileSystemsToOthers: 20_000_000 }),
    },
    happens: [
      '1: in service',
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
    ],
  },
  {
    title: 'A mod pack loads for 14 minutes at 400 B/s: it is never played',
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: loadingPack },
    happens: [
      '1: in service',
      '13: Container Activity fires',
      '13: Scale Down ASG: asleep',
      '14: Container Activity ends',
    ],
  },
  {
    title: 'Asleep for an hour, then woken by hand in the console',
    simulation: { minutes: hours(2), desiredCapacity: { 60: 1 }, traffic: () => nobody },
    happens: [
      '61: in service',
      '73: Container Activity fires',
      '73: Scale Down ASG: asleep',
      '74: Container Activity ends',
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
    simulation: { minutes: 60, desiredCapacity: { 0: 1, 16: 1 }, traffic: () => nobody, delayMinutes: () => 2 },
    happens: [
      '1: in service',
      '15: Container Activity fires',
      '15: Scale Down ASG: asleep',
      '16–17: Scale Down ASG is held back',
      '17: in service',
      '18: Container Activity ends',
      '31: Container Activity fires',
      '31: Scale Down ASG: asleep',
      '34: Container Activity ends',
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
