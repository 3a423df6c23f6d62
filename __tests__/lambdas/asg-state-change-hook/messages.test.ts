import {
  couldNotStartNotice,
  neverRanNotice,
  readyNotice,
  stoppedNotice,
} from '../../../lambdas/asg-state-change-hook/messages';

const leaf = { id: 'minecraft', ports: '25565/tcp', stopTimeoutSeconds: 120, readyWhen: 'runs' } as const;
const now = new Date('2026-11-29T21:00:00Z');
const instance = { instanceId: 'i-1', launchedAt: new Date('2026-11-29T20:00:00Z'), announced: true, ran: false };

const lastLines = (wakesByDns: boolean) =>
  [
    stoppedNotice({ ...leaf, wakesByDns }, instance, now),
    neverRanNotice({ ...leaf, wakesByDns }, instance, now),
    couldNotStartNotice({ ...leaf, wakesByDns }, 'There is no room.'),
  ].map(({ message }) => message.split('\n').at(-1));

test('every e-mail about an end says how to start it again', () => {
  const next = 'The next connection starts it again. Without a domain, or to start it yourself: ./cm wake minecraft';
  const later =
    'After five minutes the next connection starts it again. Without a domain, or at once: ./cm wake minecraft';
  expect(lastLines(true)).toEqual([`Its files are kept. ${next}`, next, later]);
});

test('with Wake.ByDns false none of them promises that a connection does', () => {
  const only = 'No connection starts it: ./cm wake minecraft does.';
  expect(lastLines(false)).toEqual([`Its files are kept. ${only}`, only, only]);
});

describe('"ready"', () => {
  const reachable = { instance: { id: 'i-1' }, address: '203.0.113.7', launchedAt: instance.launchedAt };
  // casts, since the message uses no more of it
  const lines = (more: object) =>
    readyNotice({ ...leaf, ...more }, reachable as Parameters<typeof readyNotice>[1], now).message.split('\n');
  const page = 'https://abc123.execute-api.eu-central-1.amazonaws.com/minecraft';

  test('names the start page where there is one, without anybody’s token', () => {
    expect(lines({ page }).slice(2, 6)).toEqual([
      'Address: 203.0.113.7',
      'Ports: 25565/tcp',
      'Instance: i-1',
      `Start page: ${page} (it opens with the link of your own invitation)`,
    ]);
    expect(lines({ page }).join('')).not.toContain('#');
  });

  test('says nothing of a page where there is none', () => {
    expect(lines({}).filter((line) => /page/i.test(line))).toEqual([]);
  });
});
