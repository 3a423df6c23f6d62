import { AlertTopic, type AlertTopicProps } from '../../../modules/aws/alert-topic';
import { Names } from '../../../modules/aws/naming';
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
  expect(template().resource('aws_sns_topic')).toEqual({
    name: 'project-leaf-alerts',
    display_name: 'project-leaf',
  });
});

test("this account's alarms and EventBridge may publish, and nobody without TLS", () => {
  const topicArn = '${aws_sns_topic.Alerts_91F83244.arn}';
  const policy = template({ accountId: '210987654321' }).resource('aws_sns_topic_policy');

  expect(policy.arn).toBe(topicArn);
  expect(JSON.parse(String(policy.policy))).toEqual({
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
      // a condition here makes EventBridge's notices vanish
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
  });
});

test('every address gets e-mails', () => {
  const subscriptions = template({ emails: ['admin@example.com', 'friend+games@example.org'] }).resources(
    'aws_sns_topic_subscription',
  );

  expect(subscriptions).toEqual([
    { endpoint: 'admin@example.com', protocol: 'email', topic_arn: '${aws_sns_topic.Alerts_91F83244.arn}' },
    { endpoint: 'friend+games@example.org', protocol: 'email', topic_arn: '${aws_sns_topic.Alerts_91F83244.arn}' },
  ]);
});

test('addresses of the same letters are told apart', () => {
  expect(
    template({ emails: ['a.b@example.com', 'a-b@example.com', 'ab@example.com'] }).resources(
      'aws_sns_topic_subscription',
    ),
  ).toHaveLength(3);
});

test('an address that is added first leaves the others as they are', () => {
  const of = (emails: string[]) => template({ emails }).addresses();

  expect(of(['new@example.com', 'old@example.com'])).toEqual(expect.arrayContaining(of(['old@example.com'])));
});

test('without addresses there is no subscription', () => {
  expect(template().resources('aws_sns_topic_subscription')).toEqual([]);
});
