import { BACKGROUND, hours, loadingPack, nobody, player, type Scenario } from './scenario';
import { presenceOf } from '../support/asked-game';

const HIGH = 6700;
const manyBytes = { fromClients: HIGH, fromFileSystems: 0 };

/** With a Query. Unless the title says otherwise it counts players, and the game may load for 30 minutes. */
export const QUERY_SCENARIOS: readonly Scenario[] = [
  {
    title: 'Query: a mod pack loads for 14 minutes at 400 B/s, then nobody joins',
    game: { answersAfter: 14 },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: loadingPack },
    happens: [
      '1: in service',
      '23: Container Activity fires',
      '23: Scale Down ASG: asleep',
      '24: Container Activity ends',
    ],
  },
  {
    title: 'Query: a mod pack loads for 14 minutes at 400 B/s; a player joins at minute 15 and leaves at 60',
    game: { answersAfter: 14, players: (minute) => (minute >= 15 && minute < 60 ? 1 : 0) },
    simulation: {
      minutes: hours(2),
      desiredCapacity: { 0: 1 },
      traffic: (minute, sinceStart) => (minute >= 15 && minute < 60 ? player : loadingPack(minute, sinceStart)),
    },
    happens: [
      '1: in service',
      '69: Container Activity fires',
      '69: Scale Down ASG: asleep',
      '70: Container Activity ends',
    ],
  },
  {
    title: 'Query: the image takes 6 minutes to unpack without a byte, the game then 3 to load; nobody joins',
    game: { answersAfter: 9 },
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: (_, sinceStart) => ({ fromClients: sinceStart < 6 ? 0 : BACKGROUND, fromFileSystems: 0 }),
    },
    happens: [
      '1: in service',
      '18: Container Activity fires',
      '18: Scale Down ASG: asleep',
      '19: Container Activity ends',
    ],
  },
  {
    title: 'Query: the game never answers',
    game: { answersAfter: Infinity },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody },
    happens: [
      '1: in service',
      '39: Container Activity fires',
      '39: Scale Down ASG: asleep',
      '40: Container Activity ends',
    ],
  },
  {
    title: 'Query: 10 LoadingMinutes are over, and a mod pack loads for 20: it is never played',
    game: { answersAfter: 20, loadingMinutes: 10 },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: loadingPack },
    happens: [
      '1: in service',
      '19: Container Activity fires',
      '19: Scale Down ASG: asleep',
      '20: Container Activity ends',
    ],
  },
  {
    title: 'Query: the game stops answering at minute 40 with people on, who give up at 43',
    game: { answersAfter: 2, silentFrom: 40, players: () => 3 },
    simulation: { minutes: hours(2), desiredCapacity: { 0: 1 }, traffic: (minute) => (minute < 43 ? player : nobody) },
    happens: [
      '1: in service',
      '50: Container Activity fires',
      '50: Scale Down ASG: asleep',
      '51: Container Activity ends',
    ],
  },
  {
    title: 'Query: the game stops answering at minute 40 with people on, who play on',
    game: { answersAfter: 2, silentFrom: 40, players: () => 3 },
    simulation: { minutes: hours(2), desiredCapacity: { 0: 1 }, traffic: () => player },
    happens: ['1: in service'],
  },
  {
    title: 'Query: nobody is on, but 6700 B/s arrive',
    game: { answersAfter: 3 },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => manyBytes },
    happens: [
      '1: in service',
      '12: Container Activity fires',
      '12: Scale Down ASG: asleep',
      '13: Container Activity ends',
    ],
  },
  {
    title: 'Query: nobody is on, but 6700 B/s arrive; each run is a minute late',
    game: { answersAfter: 3, lateBy: () => 1 },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => manyBytes },
    happens: [
      '1: in service',
      '11: Container Activity fires',
      '11: Scale Down ASG: asleep',
      '12: Container Activity ends',
    ],
  },
  {
    title: 'Query: nobody is on, but 6700 B/s arrive; what the function says arrives a minute late',
    game: { answersAfter: 3 },
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: () => manyBytes,
      delayMinutes: ({ namespace }) => (namespace === 'ContainerManager' ? 1 : 0),
    },
    happens: [
      '1: in service',
      '12: Container Activity fires',
      '12: Scale Down ASG: asleep',
      '13: Container Activity ends',
    ],
  },
  {
    title:
      'Query: nobody is on, but 6700 B/s arrive; runs at a minute’s edge, so that every other one falls into the next minute',
    game: { answersAfter: 3, lateBy: (minute) => minute % 2 },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => manyBytes },
    happens: [
      '1: in service',
      '12: Container Activity fires',
      '12: Scale Down ASG: asleep',
      '13: Container Activity ends',
    ],
  },
  {
    title: 'Query: runs at a minute’s edge as above, and a player from minute 10 to 30',
    game: {
      answersAfter: 3,
      lateBy: (minute) => minute % 2,
      players: (minute) => (minute >= 10 && minute < 30 ? 1 : 0),
    },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: () => nobody },
    happens: [
      '1: in service',
      '38: Container Activity fires',
      '38: Scale Down ASG: asleep',
      '39: Container Activity ends',
    ],
  },
  {
    title: 'Query: one quiet player is on at 700 B/s, below the threshold, and leaves after 3 hours',
    game: { answersAfter: 2, players: (minute) => (minute >= 5 && minute < hours(3) ? 1 : 0) },
    simulation: {
      minutes: hours(4),
      desiredCapacity: { 0: 1 },
      traffic: () => ({ fromClients: 700, fromFileSystems: 0 }),
    },
    happens: [
      '1: in service',
      '3 h 9: Container Activity fires',
      '3 h 9: Scale Down ASG: asleep',
      '3 h 10: Container Activity ends',
    ],
  },
  {
    title: 'Query: the function fails for an hour from minute 30 on; a player leaves at 60',
    game: {
      answersAfter: 2,
      players: (minute) => (minute < 60 ? 1 : 0),
      fails: (minute) => minute >= 30 && minute < 90,
    },
    simulation: { minutes: hours(2), desiredCapacity: { 0: 1 }, traffic: (minute) => (minute < 60 ? player : nobody) },
    happens: [
      '1: in service',
      '67: Container Activity fires',
      '67: Scale Down ASG: asleep',
      '68: Container Activity ends',
    ],
  },
  {
    title: 'Query: the function fails for an hour from minute 10 on; nobody is on, but 6700 B/s arrive',
    game: { answersAfter: 6, fails: (minute) => minute >= 10 && minute < 70 },
    simulation: { minutes: hours(2), desiredCapacity: { 0: 1 }, traffic: () => manyBytes },
    happens: [
      '1: in service',
      '77: Container Activity fires',
      '77: Scale Down ASG: asleep',
      '78: Container Activity ends',
    ],
  },
  {
    title: 'Query: two runs in a row fail, from minute 20 on; a quiet player is on at 700 B/s until 40',
    game: { answersAfter: 2, players: (minute) => (minute < 40 ? 1 : 0), fails: (minute) => [20, 21].includes(minute) },
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: () => ({ fromClients: 700, fromFileSystems: 0 }),
    },
    happens: [
      '1: in service',
      '49: Container Activity fires',
      '49: Scale Down ASG: asleep',
      '50: Container Activity ends',
    ],
  },
  {
    title: 'Query that counts no players: a mod pack loads for 14 minutes at 400 B/s, then nobody joins',
    game: { answersAfter: 14, countsPlayers: false },
    simulation: { minutes: 60, desiredCapacity: { 0: 1 }, traffic: loadingPack },
    happens: [
      '1: in service',
      '23: Container Activity fires',
      '23: Scale Down ASG: asleep',
      '24: Container Activity ends',
    ],
  },
  {
    title: 'Query: another computer reads 20 MB/s from the file system; the game stops answering at 20 with people on',
    game: { answersAfter: 2, silentFrom: 20, players: () => 3 },
    simulation: {
      minutes: hours(2),
      desiredCapacity: { 0: 1 },
      traffic: () => ({ ...player, fileSystemsToOthers: 20_000_000 }),
    },
    happens: ['1: in service'],
  },
  {
    title:
      'Query: somebody connects in the minute in which it fell asleep, and is in service at once; the game loads for 9 minutes',
    game: { answersAfter: 9 },
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1, 18.5: 1 },
      bootMinutes: 0,
      drainMinutes: 8,
      traffic: () => nobody,
    },
    happens: [
      '0: in service',
      '18: Container Activity fires',
      '18: Scale Down ASG: asleep',
      '18: in service',
      '19: Container Activity ends',
      '36: Container Activity fires',
      '36: Scale Down ASG: asleep',
      '37: Container Activity ends',
    ],
  },
  {
    title: 'Query: two projects in one account: on the other one’s leaf of the same name somebody plays all the time',
    game: { answersAfter: 2 },
    simulation: {
      minutes: 60,
      desiredCapacity: { 0: 1 },
      traffic: () => nobody,
      otherPoints: Array.from({ length: 60 }, (_, minute) => presenceOf(minute, 2, 'other-leaf-asg')),
    },
    happens: [
      '1: in service',
      '11: Container Activity fires',
      '11: Scale Down ASG: asleep',
      '12: Container Activity ends',
    ],
  },
];
