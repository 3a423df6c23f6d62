import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Fn, TerraformCount, Token } from 'cdktf';
import { Construct } from 'constructs';

export interface WebhookSubscriptionProps {
  /** The topic of the leaf's players. */
  readonly topicArn: string;
  /** Base's function that posts to webhooks; empty as long as base does not have it. */
  readonly functionArn: string;
}

/** What the leaf tells its players goes to webhooks too. SNS delivers to each subscriber alone: e-mails never wait for it. */
export class WebhookSubscription extends Construct {
  constructor(scope: Construct, id: string, { topicArn, functionArn }: WebhookSubscriptionProps) {
    super(scope, id);
    // a leaf can be planned before base has the function
    new SnsTopicSubscription(this, 'Resource', {
      topicArn,
      protocol: 'lambda',
      endpoint: functionArn,
      count: TerraformCount.of(Token.asNumber(Fn.lengthOf(Fn.compact([functionArn])))),
    });
  }
}
