import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';

import { type Names } from './naming';
import { policyDocument } from './policy';

export interface AlertTopicProps {
  readonly names: Names;
  /** Account whose alarms may publish, 12 digits. */
  readonly accountId: string;
  /** Addresses that get every alert, each listed once. AWS asks each of them to confirm first. */
  readonly emails: readonly string[];
}

/**
 * The topic of all alerts, which it sends to people by e-mail. Not encrypted with a KMS key: with AWS's own key for SNS,
 * whatever CloudWatch and EventBridge publish is lost, without an error.
 */
export class AlertTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, 'Resource', {
      name: props.names.of('topic', 'alerts'),
      // the sender's name in e-mails
      displayName: props.names.prefix,
    });
    this.allowPublishing(topic.arn, props.accountId);
    this.subscribe(topic.arn, props.emails);
    this.topicArn = topic.arn;
  }

  /** Functions are not listed here: within one account their own policies are enough. */
  private allowPublishing(topicArn: string, accountId: string): void {
    const publish = { actions: ['sns:Publish'], resources: [topicArn] };
    new SnsTopicPolicy(this, 'Policy', {
      arn: topicArn,
      policy: policyDocument([
        {
          sid: 'AlarmsOfThisAccount',
          principals: { Service: ['cloudwatch.amazonaws.com'] },
          ...publish,
          conditions: { StringEquals: { 'aws:SourceAccount': accountId } },
        },
        // No condition: EventBridge supports none on topics, and its notices would be lost without an error.
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
        { sid: 'EventBridge', principals: { Service: ['events.amazonaws.com'] }, ...publish },
        {
          sid: 'NobodyWithoutTls',
          effect: 'Deny',
          principals: '*',
          ...publish,
          conditions: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
  }

  /** The address is the construct's id, so that adding or removing one leaves the others confirmed. */
  private subscribe(topicArn: string, emails: readonly string[]): void {
    for (const email of emails) {
      new SnsTopicSubscription(this, email, { topicArn, protocol: 'email', endpoint: email });
    }
  }
}
