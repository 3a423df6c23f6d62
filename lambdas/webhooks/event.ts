import { fields, UnexpectedEventError } from '../shared/event-fields';
import { alarmInWords } from './alarm-words';
import { TEST_EVENT } from './contract';
import { forPlayers } from './for-players';
import { kindOf, type News } from './news';

export type Trigger = { readonly kind: 'test' } | { readonly kind: 'news'; readonly news: readonly News[] };

/**
 * Reads what SNS or `./cm webhooks test` sends.
 *
 * @param project `Name` of base.yaml
 * @throws UnexpectedEventError for anything else
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function readTrigger(event: unknown, project: string): Trigger {
  const { action, Records: records } = fields(event);
  if (action === TEST_EVENT.action) return { kind: 'test' };
  if (!Array.isArray(records)) throw new UnexpectedEventError('the event is neither from SNS nor a test');
  return { kind: 'news', news: records.map((record: unknown) => toNews(fields(fields(record).Sns), project)) };
}

function toNews(sns: Readonly<Record<string, unknown>>, project: string): News {
  const { MessageId: id, TopicArn: topicArn, Subject: subject, Message: message, Timestamp: timestamp } = sns;
  if (typeof id !== 'string' || typeof topicArn !== 'string' || typeof message !== 'string') {
    throw new UnexpectedEventError('a record of the event is not from SNS');
  }
  const leaf = leafOf(topicArn, project);
  const notice = alarmInWords(message) ?? { subject: typeof subject === 'string' ? subject : leaf, message };
  const time = new Date(typeof timestamp === 'string' ? timestamp : Number.NaN);
  return {
    id,
    time: Number.isNaN(time.getTime()) ? new Date() : time,
    project,
    leaf,
    kind: kindOf(notice.subject),
    ...notice,
    text: forPlayers(notice),
  };
}

/** A topic is called `<Name>-<stack>-alerts`. */
function leafOf(topicArn: string, project: string): string {
  const name = topicArn.slice(topicArn.lastIndexOf(':') + 1).replace(/-alerts$/, '');
  return name.startsWith(`${project}-`) ? name.slice(project.length + 1) : name;
}
