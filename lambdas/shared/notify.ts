import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** One message to people. */
export interface Notice {
  /** The e-mail's subject. Made ASCII, one line and at most 99 characters, as SNS wants it. */
  readonly subject: string;
  /** Plain text, with line breaks. */
  readonly message: string;
}

/** Name of the topic of the players of a leaf. What only the administrators get is sent as if this topic had it. */
export const PLAYERS_TOPIC = 'leaf';

/** ARNs of topics, by the names that notes give them: `base`, `leaf`. */
export type TopicArns = Readonly<Record<string, string>>;

/** At least one topic did not get a notice. `cause` holds AWS's errors, in the order of the topics. */
export class NotifyError extends Error {
  override readonly name = 'NotifyError';

  /** @param told names of the topics that have the notice by now: not to be told again */
  constructor(
    message: string,
    readonly told: readonly string[],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** SNS takes subjects of less than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT_LENGTH = 99;

/**
 * Publishes a notice to every topic that does not have it yet. Where one fails, the others still get it.
 *
 * @param told names of the topics that got it at an earlier try
 * @throws NotifyError that names each topic that failed, and why
 */
export async function notify(
  sns: SNSClient,
  topicArns: TopicArns,
  notice: Notice,
  told: readonly string[],
): Promise<void> {
  const subject = asSubject(notice.subject);
  const untold = Object.entries(topicArns).filter(([name]) => !told.includes(name));
  const results = await Promise.allSettled(
    untold.map(([, topicArn]) =>
      sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: notice.message })),
    ),
  );
  const failures = untold.flatMap(([name, topicArn], index) => {
    const result = results[index];
    return result?.status === 'rejected' ? [{ name, topicArn, reason: result.reason as unknown }] : [];
  });
  if (failures.length === 0) return;
  throw new NotifyError(
    `cannot publish '${subject}': ${failures.map(({ topicArn, reason }) => `${topicArn}: ${String(reason)}`).join('; ')}`,
    Object.keys(topicArns).filter((name) => failures.every((failure) => failure.name !== name)),
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
