import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';

import { ContainerLog } from '../../../cli/logs/container-log';
import { FakeClock } from '../support/fake-clock';
import { at } from '../support/leaf';
import { leafContext } from '../support/workspace';

const logs = mockClient(CloudWatchLogsClient);
const HOURS = 60 * 60_000;

let printed: string[];

beforeEach(() => {
  logs.reset();
  printed = [];
});

const event = (message: string, time = '20:13') => ({
  eventId: `id of ${message}`,
  timestamp: at(time).getTime(),
  message,
});
const log = () => new ContainerLog({ ...leafContext(), clock: new FakeClock(), print: (line) => printed.push(line) });
/** Hours that each call looked back from 20:14. */
const lookedBack = () =>
  logs
    .commandCalls(FilterLogEventsCommand)
    .map(({ args }) => (at('20:14').getTime() - (args[0].input.startTime ?? 0)) / HOURS);

test('prints the newest lines of the last hour, of all pages', async () => {
  logs
    .on(FilterLogEventsCommand)
    .resolvesOnce({ events: [event('a'), event('b')], nextToken: 'more' })
    .resolvesOnce({ events: [], nextToken: 'still more' })
    .resolves({ events: [event('c\n')] });

  expect(await log().printNewest(2)).toBe(2);
  expect(printed).toEqual(['b', 'c']);
  expect(logs.commandCalls(FilterLogEventsCommand)[0]?.args[0].input).toMatchObject({
    logGroupName: '/games/minecraft/container',
  });
  expect(lookedBack()).toEqual([1, 1, 1]);
});

test('looks back further until there are enough lines, at most as long as the log is kept', async () => {
  logs
    .on(FilterLogEventsCommand)
    .resolvesOnce({ events: [] })
    .resolves({ events: [event('a')] });

  expect(await log().printNewest(2)).toBe(1);
  expect(printed).toEqual(['a']);
  expect(lookedBack()).toEqual([1, 24, 7 * 24]);
});

test('prints nothing that a terminal would obey: players write some of the lines', async () => {
  logs
    .on(FilterLogEventsCommand)
    .resolves({ events: [event('\u001b[31mhi\u001b[0m\u001b]0;mine\u0007\r\u0008\tthere\u009b2J')] });

  await log().printNewest(1);

  expect(printed).toEqual(['hi\tthere']);
});

test('follows with each line once, also where one comes late', async () => {
  const [first, second, late] = [event('first', '20:14:01'), event('second', '20:14:02'), event('late', '20:14:01')];
  logs
    .on(FilterLogEventsCommand)
    .resolvesOnce({ events: [first] })
    .resolvesOnce({ events: [first, second] })
    .resolves({ events: [first, late, second] });
  let rounds = 0;

  await log().follow(() => (rounds += 1) > 4);

  expect(printed).toEqual(['first', 'second', 'late']);
});

test('fails where the leaf has no log group', async () => {
  logs.on(FilterLogEventsCommand).rejects(new ResourceNotFoundException({ message: 'no', $metadata: {} }));

  await expect(log().printNewest(1)).rejects.toThrow(
    'minecraft has no log group /games/minecraft/container: ./cm deploy minecraft creates it',
  );
});
