import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';

import { type Answer, type ApiCall, type Gap, withBody } from '../api-call';
import { type Clients } from '../clients';
import { onAction } from '../on-action';
import { type FunctionRunner } from './lambda-invocations';
import { parameter } from './query-protocol';

/** An ARN of a function: of a subscriber, that its protocol is `lambda`. */
const FUNCTION_ARN = /^arn:[^:]+:lambda:/;
/** A subscriber to whom moto delivers nothing. */
const SILENT = 'email';

/**
 * SNS: functions that subscribe to topics. moto would run them in containers, so it keeps them as subscribers by e-mail.
 *
 * @param runnerIn what runs the functions of a region; undefined where nothing does
 */
export function snsGaps(
  clientsIn: (region: string) => Pick<Clients, 'sns'>,
  runnerIn: (region: string) => FunctionRunner | undefined,
): Gap[] {
  return [
    onAction('sns', 'Subscribe', (call, next) =>
      next(FUNCTION_ARN.test(parameter(call, 'Endpoint')) ? withParameter(call, 'Protocol', SILENT) : call),
    ),
    onAction('sns', /^(?:GetSubscriptionAttributes|ListSubscriptions|ListSubscriptionsByTopic)$/, async (call, next) =>
      withProtocols(await next(call)),
    ),
    onAction('sns', 'Publish', async (call, next) => {
      const answer = await next(call);
      const runner = runnerIn(call.region);
      if (answer.status >= 300 || runner === undefined) return answer;
      const [, id = ''] = /<MessageId>([^<]+)</.exec(answer.body.toString()) ?? [];
      const topicArn = parameter(call, 'TopicArn');
      for (const functionArn of await functionsOf(topicArn, clientsIn(call.region))) {
        const invoker = { service: 'sns.amazonaws.com', sourceArn: topicArn };
        runner.runLater(functionArn, event(call, topicArn, id), invoker);
      }
      return answer;
    }),
  ];
}

async function functionsOf(TopicArn: string, { sns }: Pick<Clients, 'sns'>): Promise<string[]> {
  const functions: string[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn })) {
    functions.push(...Subscriptions.map(({ Endpoint = '' }) => Endpoint).filter((one) => FUNCTION_ARN.test(one)));
  }
  return functions;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function event(call: ApiCall, TopicArn: string, MessageId: string) {
  const subject = parameter(call, 'Subject');
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        Sns: {
          Type: 'Notification',
          MessageId,
          TopicArn,
          Subject: subject === '' ? null : subject,
          Message: parameter(call, 'Message'),
          Timestamp: new Date().toISOString(),
          MessageAttributes: {},
        },
      },
    ],
  };
}

function withParameter(call: ApiCall, name: string, value: string): ApiCall {
  const parameters = new URLSearchParams(call.body.toString());
  parameters.set(name, value);
  return withBody(call, parameters.toString());
}

/** In lists a subscription is a member; its attributes are entries. */
function withProtocols(answer: Answer): Answer {
  const text = answer.body
    .toString()
    .replace(/<member>(?:(?!<\/member>)[\s\S])*<\/member>/g, (member) =>
      member.includes('<Endpoint>arn:aws:lambda:') ? member.replace(/(<Protocol>)[^<]*/, '$1lambda') : member,
    )
    .replace(/<entry>(?:(?!<\/Attributes>)[\s\S])*<\/entry>/g, (entries) =>
      entries.includes('<value>arn:aws:lambda:')
        ? entries.replace(/(<key>Protocol<\/key>\s*<value>)[^<]*/, '$1lambda')
        : entries,
    );
  return { ...answer, body: Buffer.from(text) };
}
