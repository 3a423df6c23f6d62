import { eMails } from '../../../docs/reference/e-mails/list';
import { readTrigger } from '../../../lambdas/webhooks/event';
import { forPlayers } from '../../../lambdas/webhooks/for-players';
import { kindOf, type News, type NewsKind } from '../../../lambdas/webhooks/news';
import { snsEvent } from '../../support/webhooks/system';

/** What a record of SNS becomes. */
function newsOf(sns: Readonly<Record<string, unknown>> = {}): News {
  const trigger = readTrigger(snsEvent(sns), 'games');
  if (trigger.kind === 'test') throw new Error('it is not a test');
  return trigger.news[0]!;
}

const TO_PLAYERS = eMails().filter(({ to }) => to === 'administrators and players');
const KINDS: Readonly<Record<string, NewsKind>> = {
  ready: 'ready',
  silent: 'trouble',
  stopped: 'stopped',
  'failed-launch': 'trouble',
  'never-ran': 'trouble',
  crash: 'trouble',
  'back-off': 'notice',
  'near-limit': 'notice',
  'used-up': 'notice',
  ended: 'notice',
  woken: 'notice',
};

test.each(
  TO_PLAYERS.filter(({ id }) => id !== 'repeats').flatMap(({ id, examples }) =>
    examples.map((one) => [id, one.subject] as const),
  ),
)('the kind of an e-mail about %s: %s', (id, subject) => {
  expect(kindOf(subject)).toBe(KINDS[id]);
});

test('what came again and again is trouble where it was, and else a notice', () => {
  const { examples = [] } = TO_PLAYERS.find(({ id }) => id === 'repeats') ?? {};

  expect(examples.map(({ subject }) => kindOf(subject))).toEqual(['trouble', 'notice']);
});

test.each(TO_PLAYERS.flatMap(({ examples }) => examples).map((one) => [one.subject, one] as const))(
  'what players read of "%s" needs no AWS account and no ./cm',
  (_, notice) => {
    const text = forPlayers(notice);

    expect(text).not.toMatch(/console\.aws|aws [a-z0-9-]+ |\.\/cm [a-z]+ [a-z]|^(Instance|Task): /m);
    expect(text).not.toMatch(/e-mail|\n{3}|^\n|\n$/);
    expect(text.length).toBeGreaterThan(20);
  },
);

const player = (id: string) => forPlayers(TO_PLAYERS.find((one) => one.id === id)!.examples[0]!);

test('ready says the address and ports', () => {
  expect(player('ready')).toBe(
    [
      'minecraft is ready: its game answers, 1 min 38 s after its instance was launched.',
      'The start took 1 min 52 s: 9 s until AWS was asked, 31 s instance, 48 s image, 24 s game.',
      '',
      'Address: minecraft.example.com (198.51.100.7)',
      'Ports: 25565/tcp',
      'Start page: https://abc123.execute-api.eu-central-1.amazonaws.com/minecraft (it opens with the link of your own invitation)',
      '',
      'It goes back to sleep by itself when nobody is connected any more.',
    ].join('\n'),
  );
});

test('stopped keeps the receipt, and that the next connection starts it', () => {
  const text = player('stopped');

  expect(text).toContain('It ran on m7i-flex.large, for about 0.23 $.');
  expect(text).toMatch(/\n\nIts files are kept\. The next connection starts it again\.$/);
});

test('a limit says that nothing wakes it, and not what administrators run', () => {
  expect(player('used-up')).toContain('Until 1 December nothing wakes it: no connection, no link and no ./cm wake.');
});

test.each([
  ['You are told by e-mail when it ends.', 'You are told by a message when it ends.'],
  ['The e-mails stop then.', 'The messages stop then.'],
  ['An e-mail tells you if it succeeds.', 'A message tells you if it succeeds.'],
  ['This e-mail comes every 24 hours.', 'This message comes every 24 hours.'],
  ['Look for an e-mail from AWS.', 'Look for an e-mail from AWS.'],
  ['Look for e-mails from AWS.', 'Look for e-mails from AWS.'],
])('%s: in a chat it is %s', (message, text) => {
  expect(forPlayers({ subject: 'x', message })).toBe(text);
});

test('where nothing is for players, the subject stays', () => {
  expect(forPlayers({ subject: 'minecraft is up', message: './cm status minecraft shows how it is.' })).toBe(
    'minecraft is up',
  );
});

test('a record of SNS becomes news of its leaf', () => {
  expect(newsOf()).toEqual({
    id: 'message-1',
    time: new Date('2026-11-29T21:00:00Z'),
    project: 'games',
    leaf: 'minecraft',
    kind: 'ready',
    subject: 'minecraft is ready',
    message: 'minecraft is ready.\n\nInstance: i-1',
    text: 'minecraft is ready.',
  });
});

test('without a subject the leaf is the subject', () => {
  expect(newsOf({ Subject: null, Message: 'Hello.' })).toMatchObject({ subject: 'minecraft', text: 'Hello.' });
});

test('a time that cannot be read is now', () => {
  expect(newsOf({ Timestamp: 'yesterday' }).time.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test('a topic with another name gives that', () => {
  expect(newsOf({ TopicArn: 'arn:aws:sns:eu-central-1:123456789012:theirs' }).leaf).toBe('theirs');
});

describe('the JSON of a CloudWatch alarm', () => {
  const alarm = (more: Readonly<Record<string, unknown>>) =>
    newsOf({
      Subject: 'ALARM: "games-minecraft-mine" in EU (Frankfurt)',
      Message: JSON.stringify({
        AlarmName: 'games-minecraft-mine',
        AlarmDescription: 'The disk is full.',
        AWSAccountId: '123456789012',
        NewStateValue: 'ALARM',
        NewStateReason: 'Threshold Crossed.',
        Trigger: { MetricName: 'x' },
        ...more,
      }),
    });

  test('becomes its description and reason, without braces and account', () => {
    expect(alarm({})).toMatchObject({
      kind: 'trouble',
      subject: 'Alarm: games-minecraft-mine',
      text: 'The alarm games-minecraft-mine went off.\n\nThe disk is full.\n\nThreshold Crossed.',
    });
  });

  test.each([
    ['OK', 'Over: games-minecraft-mine', 'The alarm games-minecraft-mine is over.\n\nThreshold Crossed.'],
    [
      'INSUFFICIENT_DATA',
      'No data: games-minecraft-mine',
      'The alarm games-minecraft-mine has too little data.\n\nThreshold Crossed.',
    ],
    ['NEW', 'NEW: games-minecraft-mine', 'The alarm games-minecraft-mine is in state NEW.\n\nThreshold Crossed.'],
    [
      'constructor',
      'constructor: games-minecraft-mine',
      'The alarm games-minecraft-mine is in state constructor.\n\nThreshold Crossed.',
    ],
  ])('in state %s', (NewStateValue, subject, text) => {
    expect(alarm({ NewStateValue })).toMatchObject({ kind: 'notice', subject, text });
  });

  test('without a description says the reason alone', () => {
    expect(alarm({ AlarmDescription: null }).text).toBe(
      'The alarm games-minecraft-mine went off.\n\nThreshold Crossed.',
    );
  });

  test('other JSON stays as it is', () => {
    expect(newsOf({ Message: '{"a":1}' }).text).toBe('{"a":1}');
  });
});
