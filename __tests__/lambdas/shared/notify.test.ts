import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { notify, NotifyError } from '../../../lambdas/shared/notify';

const BASE = 'arn:aws:sns:eu-central-1:123456789012:base';
const LEAF = 'arn:aws:sns:eu-central-1:123456789012:minecraft';
const sns = mockClient(SNSClient);
const send = (subject: string, told: readonly string[] = []) =>
  notify(
    new SNSClient({ region: 'eu-central-1' }),
    { base: BASE, leaf: LEAF },
    { subject, message: 'It\nstopped.' },
    told,
  );
const published = () => sns.commandCalls(PublishCommand).map((call) => call.args[0].input);

beforeEach(() => sns.reset());

test('publishes the same message to every topic', async () => {
  await send('minecraft stopped');

  expect(published()).toEqual([
    { TopicArn: BASE, Subject: 'minecraft stopped', Message: 'It\nstopped.' },
    { TopicArn: LEAF, Subject: 'minecraft stopped', Message: 'It\nstopped.' },
  ]);
});

test('publishes nothing without topics', async () => {
  await notify(new SNSClient({ region: 'eu-central-1' }), {}, { subject: 'x', message: 'y' }, []);

  expect(published()).toEqual([]);
});

test.each([
  ['one line', 'two\r\nlines\tof  text', 'two lines of text'],
  ['ASCII', 'Möwe: größer ☃ 100 %', 'Mowe: gro?er ? 100 %'],
  ['free of control characters', 'a\u0007b', 'a?b'],
  ['short', 'x'.repeat(100), `${'x'.repeat(96)}...`],
  ['whole where it just fits', 'x'.repeat(99), 'x'.repeat(99)],
])('makes the subject %s', async (_what, given, subject) => {
  await send(given);

  expect(published().map((input) => input.Subject)).toEqual([subject, subject]);
});

test('fails after trying every topic, naming the one that failed', async () => {
  const refused = new Error('not authorized to perform: SNS:Publish');
  sns.on(PublishCommand, { TopicArn: BASE }).rejects(refused);

  const sending = send('minecraft stopped');

  await expect(sending).rejects.toThrow(NotifyError);
  await expect(sending).rejects.toThrow(
    `cannot publish 'minecraft stopped': ${BASE}: Error: not authorized to perform: SNS:Publish`,
  );
  await expect(sending).rejects.toMatchObject({ told: ['leaf'], cause: { errors: [refused] } });
  expect(published().map((input) => input.TopicArn)).toEqual([BASE, LEAF]);
});

test('fails with the names of all topics that failed', async () => {
  sns.on(PublishCommand).rejects(new Error('timeout'));

  await expect(send('x')).rejects.toThrow(`cannot publish 'x': ${BASE}: Error: timeout; ${LEAF}: Error: timeout`);
});

test('leaves out topics that have the notice already, and counts them as told', async () => {
  await send('minecraft stopped', ['base']);
  expect(published().map((input) => input.TopicArn)).toEqual([LEAF]);

  sns.on(PublishCommand).rejects(new Error('timeout'));
  await expect(send('minecraft stopped', ['base'])).rejects.toMatchObject({ told: ['base'] });
});
