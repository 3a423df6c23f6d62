import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';

import { type Clients, clientsOf } from '../../../../e2e/emulator/clients';
import { type Emulator } from '../../../../e2e/emulator/emulator';

const REGION = 'eu-west-1';
const FUNCTION = `arn:aws:lambda:${REGION}:123456789012:function:games-base-webhooks`;

/** Tests of functions that subscribe to topics, which moto would run in containers. */
export function snsFunctions(emulator: () => Emulator): void {
  let sns: Clients['sns'];
  let topicArn = '';
  const ran: unknown[] = [];

  beforeAll(async () => {
    ({ sns } = clientsOf(emulator().endpoint, REGION));
    emulator().runFunctionsIn(REGION, {
      runOnce: () => Promise.reject(new Error('not here')),
      runLater: (...run) => {
        ran.push(run);
      },
    });
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'games-minecraft-alerts' }));
    topicArn = String(TopicArn);
  });
  afterAll(() => {
    sns.destroy();
  });

  test('a function subscribes beside an address, and reads back as a function', async () => {
    const subscribe = async (Protocol: string, Endpoint: string) =>
      sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol, Endpoint, ReturnSubscriptionArn: true }));
    await subscribe('email', 'player@example.com');
    const { SubscriptionArn } = await subscribe('lambda', FUNCTION);

    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));

    expect(Subscriptions.map(({ Protocol, Endpoint }) => [Protocol, Endpoint])).toEqual([
      ['email', 'player@example.com'],
      ['lambda', FUNCTION],
    ]);
    expect(Attributes).toMatchObject({ Protocol: 'lambda', Endpoint: FUNCTION, TopicArn: topicArn });
  });

  test('what is published runs it, in the name of the topic', async () => {
    const { MessageId } = await sns.send(
      new PublishCommand({ TopicArn: topicArn, Subject: 'minecraft is ready', Message: 'It <is> ready.' }),
    );
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'no subject' }));

    expect(ran).toEqual([
      [
        FUNCTION,
        {
          Records: [
            expect.objectContaining({
              Sns: expect.objectContaining({
                MessageId,
                TopicArn: topicArn,
                Subject: 'minecraft is ready',
                Message: 'It <is> ready.',
              }) as unknown,
            }),
          ],
        },
        { service: 'sns.amazonaws.com', sourceArn: topicArn },
      ],
      [
        FUNCTION,
        {
          Records: [
            expect.objectContaining({
              Sns: expect.objectContaining({ Subject: null, Message: 'no subject' }) as unknown,
            }),
          ],
        },
        { service: 'sns.amazonaws.com', sourceArn: topicArn },
      ],
    ]);
  });
}
