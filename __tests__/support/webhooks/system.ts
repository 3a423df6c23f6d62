import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { readFileSync } from 'node:fs';

import { type WebhookReceiver } from '../../../e2e/deployed/webhook-receiver';
import { type Webhook } from '../../../lambdas/webhooks/contract';
import { sendByHttps } from '../../../lambdas/webhooks/send';
import { WebhookUrls } from '../../../lambdas/webhooks/webhook-urls';
import { Webhooks } from '../../../lambdas/webhooks/webhooks';

export const START = new Date('2026-11-29T21:00:00Z');

/** The function webhooks with a receiver over HTTPS, parameters, and a clock on which waiting takes no time. */
export class WebhooksSystem {
  /** Waits, in milliseconds. */
  readonly waits: number[] = [];
  readonly parameters = new Map<string, string>();
  readonly ssm = mockClient(SSMClient);
  readonly webhooks: Webhooks;
  now = START;
  /** What Math.random would give. */
  chance = 0.5;

  constructor(
    receiver: WebhookReceiver,
    webhooks: readonly Webhook[] = [{ parameter: '/games/discord', format: 'discord' }],
    limitMs = 5_000,
  ) {
    for (const { parameter } of webhooks) this.parameters.set(parameter, receiver.url(`/secret${parameter}`));
    this.ssm.on(GetParameterCommand).callsFake(({ Name = '' }: { Name?: string }) => {
      const value = this.parameters.get(Name);
      if (value === undefined) throw Object.assign(new Error('none'), { name: 'ParameterNotFound' });
      return { Parameter: { Name, Value: value, Type: 'SecureString' } };
    });
    const clock = {
      now: () => this.now,
      wait: (milliseconds: number) => {
        this.waits.push(milliseconds);
        this.pass(milliseconds);
        return Promise.resolve();
      },
    };
    this.webhooks = new Webhooks({
      webhooks,
      project: 'games',
      urls: new WebhookUrls(new SSMClient({ region: 'eu-central-1' }), clock),
      send: sendByHttps({ ca: readFileSync(receiver.certificate, 'utf8'), lookup: receiver.lookup, limitMs }),
      clock,
      random: () => this.chance,
    });
  }

  pass(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  /** How often parameters were read. */
  get reads(): number {
    return this.ssm.commandCalls(GetParameterCommand).length;
  }
}

/** What SNS sends of one message. */
export function snsEvent(sns: Readonly<Record<string, unknown>> = {}) {
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        Sns: {
          MessageId: 'message-1',
          TopicArn: 'arn:aws:sns:eu-central-1:123456789012:games-minecraft-alerts',
          Subject: 'minecraft is ready',
          Message: 'minecraft is ready.\n\nInstance: i-1',
          Timestamp: '2026-11-29T21:00:00.000Z',
          ...sns,
        },
      },
    ],
  };
}
