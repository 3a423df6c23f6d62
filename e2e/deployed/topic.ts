import { ListTopicsCommand, type SNSClient } from '@aws-sdk/client-sns';

/**
 * ARN of the topic whose name has this prefix.
 *
 * @throws Error where there is no such topic
 */
export async function topicArn(client: SNSClient, prefix: string): Promise<string> {
  const { Topics = [] } = await client.send(new ListTopicsCommand({}));
  const found = Topics.map(({ TopicArn = '' }) => TopicArn).find((arn) => arn.split(':').at(-1)?.startsWith(prefix));
  if (found === undefined) throw new Error(`there is no topic whose name begins with '${prefix}'`);
  return found;
}
