import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

import { SnsNotifier } from '../../../../lambdas/asg-state-change-hook/aws/sns-notifier';

const sns = mockClient(SNSClient);
const clock = { now: () => new Date('2026-11-22T20:16:00Z'), wait: () => Promise.resolve() };
const notice = { subject: 'minecraft is ready', message: 'Come.' };

beforeEach(() => {
  sns.reset();
});

test('publishes to every topic, then notes the last notice', async () => {
  const notes: string[][] = [];
  const note = (...args: string[]) => {
    // told by then
    expect(sns.commandCalls(PublishCommand)).toHaveLength(2);
    notes.push(args);
    return Promise.resolve();
  };

  await new SnsNotifier(new SNSClient({}), { base: 'arn:base', leaf: 'arn:leaf' }, { note }, clock).notify(notice, []);

  expect(notes).toEqual([['last-notice', '2026-11-22T20:16:00.000Z minecraft is ready']]);
});

test('notes it in characters that AWS takes in a tag', async () => {
  const note = jest.fn().mockResolvedValue(undefined);
  const percent = { ...notice, subject: 'minecraft has used 80 % of its hours of November' };

  await new SnsNotifier(new SNSClient({}), { base: 'arn:base' }, { note }, clock).notify(percent, []);

  expect(note.mock.calls).toEqual([
    ['last-notice', '2026-11-22T20:16:00.000Z minecraft has used 80 percent of its hours of November'],
  ]);
});

test('does not note a notice that could not be published', async () => {
  sns.on(PublishCommand).rejects(new Error('no'));
  const note = jest.fn();

  await expect(
    new SnsNotifier(new SNSClient({}), { base: 'arn:base' }, { note }, clock).notify(notice, []),
  ).rejects.toThrow("cannot publish 'minecraft is ready'");
  expect(note).not.toHaveBeenCalled();
});

test('does not fail when the notice was published but not noted', async () => {
  const warn = jest.spyOn(console, 'warn').mockReturnValue();
  const note = () => Promise.reject(new Error('throttled'));

  await new SnsNotifier(new SNSClient({}), { base: 'arn:base' }, { note }, clock).notify(notice, []);

  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});
