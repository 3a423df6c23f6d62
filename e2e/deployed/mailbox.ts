import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';

import { type Clients } from '../emulator/clients';

const Envelope = z.object({ Subject: z.string().default(''), Message: z.string() });

/** An e-mail to a subscriber of a topic. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** A subscriber's e-mails: a queue that is subscribed to topics. */
export class Mailbox {
  private constructor(
    private readonly clients: Clients,
    private readonly queueUrl: string,
    private readonly queueArn: string,
  ) {}

  static async open(clients: Clients, name: string): Promise<Mailbox> {
    const { QueueUrl = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: name }));
    const { Attributes } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    return new Mailbox(clients, QueueUrl, String(Attributes?.QueueArn));
  }

  async subscribe(topicArn: string): Promise<void> {
    await this.clients.sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: this.queueArn }));
  }

  /** Returns the e-mails since the last call, and deletes them. */
  async empty(): Promise<Mail[]> {
    const { Messages = [] } = await this.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: this.queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return [];
    const entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await this.clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries: entries }));
    const mails = Messages.map(({ Body = '' }) => Envelope.parse(JSON.parse(Body)));
    return [...mails.map(({ Subject, Message }) => ({ subject: Subject, text: Message })), ...(await this.empty())];
  }

  /** Deletes the queue. */
  async close(): Promise<void> {
    await this.clients.sqs.send(new DeleteQueueCommand({ QueueUrl: this.queueUrl }));
  }
}
