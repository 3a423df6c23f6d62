import { couldNotStartNotice, neverRanNotice, stoppedNotice } from '../../../lambdas/asg-state-change-hook/messages';

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
