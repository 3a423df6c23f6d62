import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';

import { AlertTopic, type AlertTopicProps } from '../../../modules/aws/alert-topic';
import { Names } from '../../../modules/aws/naming';
import { json } from '../../support/matchers';
import { Template } from '../../support/template';

const template = (more: Partial<AlertTopicProps> = {}) =>
  Template.of((stack) => {
    new AlertTopic(stack, 'Alerts', {
      names: new Names('project', 'leaf'),
      accountId: '123456789012',
      emails: [],
      ...more,
    });
  });

test('the topic has the name of its stack and no KMS key', () => {
  const found = template();

  expect(found.synthesized).toHaveResourceWithProperties(SnsTopic, {
    name: 'project-leaf-alerts',
    display_name: 'project-leaf',
  });
  expect(Object.keys(found.resource('aws_sns_topic')).sort()).toEqual(['display_name', 'name']);
});

test('only alarms of this account and EventBridge may publish, and nobody without TLS', () => {
  const found = template({ accountId: '210987654321' });
  const topicArn = found.reference('aws_sns_topic', 'arn');

  expect(found.synthesized).toHaveResourceWithProperties(SnsTopicPolicy, {
    arn: topicArn,
    policy: json({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AlarmsOfThisAccount',
          Effect: 'Allow',
          Principal: { Service: ['cloudwatch.amazonaws.com'] },
          Action: ['sns:Publish'],
          Resource: [topicArn],
          Condition: { StringEquals: { 'aws:SourceAccount': '210987654321' } },
        },
        // with a condition here EventBridge's notices would be lost
        {
          Sid: 'EventBridge',
          Effect: 'Allow',
          Principal: { Service: ['events.amazonaws.com'] },
          Action: ['sns:Publish'],
          Resource: [topicArn],
        },
        {
          Sid: 'NobodyWithoutTls',
          Effect: 'Deny',
          Principal: '*',
          Action: ['sns:Publish'],
          Resource: [topicArn],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    }),
  });
  expect(found.resources('aws_sns_topic_policy')).toHaveLength(1);
});

test('every address gets e-mails', () => {
  const emails = ['admin@example.com', 'friend+games@example.org'];
  const found = template({ emails });

  for (const endpoint of emails) {
    expect(found.synthesized).toHaveResourceWithProperties(SnsTopicSubscription, {
      endpoint,
      protocol: 'email',
      topic_arn: found.reference('aws_sns_topic', 'arn'),
    });
  }
  expect(found.resources('aws_sns_topic_subscription')).toHaveLength(2);
});

test('addresses that differ only in their punctuation get a subscription each', () => {
  expect(
    template({ emails: ['a.b@example.com', 'a-b@example.com', 'ab@example.com'] }).resources(
      'aws_sns_topic_subscription',
    ),
  ).toHaveLength(3);
});

test('a new first address leaves the other subscriptions as they are', () => {
  const of = (emails: string[]) => template({ emails }).addresses();

  expect(of(['new@example.com', 'old@example.com'])).toEqual(expect.arrayContaining(of(['old@example.com'])));
});

test('without addresses there is no subscription', () => {
  expect(template().resources('aws_sns_topic_subscription')).toEqual([]);
});
