import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** One message to people. */
export interface Notice {
  /** The e-mail's subject. Made ASCII, one line and at most 99 characters, as SNS wants it. */
  readonly subject: string;
  /** Plain text, with line breaks. */
  readonly message: string;
}

/** At least one topic did not get a notice. `cause` holds AWS's errors, in the order of the topics. */
export class NotifyError extends Error {
  override readonly name = 'NotifyError';
}

/** SNS takes subjects of less than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT_LENGTH = 99;

/**
 * Publishes a notice to every topic, also where one of them fails.
 *
 * @param topicArns where to, e.g. the base and the leaf topic
 * @throws NotifyError that names each topic that failed, and why
 */
export async function notify(sns: SNSClient, topicArns: readonly string[], notice: Notice): Promise<void> {
  const subject = asSubject(notice.subject);
  const results = await Promise.allSettled(
    topicArns.map((topicArn) =>
      sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: notice.message })),
    ),
  );
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ topicArn: topicArns[index], reason: result.reason as unknown }] : [],
  );
  if (failures.length === 0) return;
  throw new NotifyError(
    `cannot publish '${subject}': ${failures.map(({ topicArn, reason }) => `${topicArn}: ${String(reason)}`).join('; ')}`,
    { cause: new AggregateError(failures.map(({ reason }) => reason)) },
  );
}

function asSubject(text: string): string {
  const line = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/gu, '?')
    .trim();
  return line.length > MAX_SUBJECT_LENGTH ? `${line.slice(0, MAX_SUBJECT_LENGTH - 3)}...` : line;
}
