import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';

import { bundle } from '../../../modules/aws/bundle';
import { LambdaFunction, type LambdaFunctionProps } from '../../../modules/aws/lambda-function';
import { Names } from '../../../modules/aws/naming';
import { Template } from '../../support/template';

const ENTRY = '__tests__/support/functions/hello/handler.ts';
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:base';
const withoutTopic = (): LambdaFunctionProps => ({
  names: new Names('cm', 'minecraft'),
  role: 'hello',
  description: 'says hello',
  entry: ENTRY,
  environment: { NAME: 'Steve' },
  statements: [{ sid: 'Look', actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] }],
  timeoutSeconds: 30,
  memoryMb: 256,
  maximumRetryAttempts: 1,
  maximumEventAgeSeconds: 120,
  region: 'eu-central-1',
  accountId: '123456789012',
  partition: 'aws',
});
const props = (more: Partial<LambdaFunctionProps> = {}): LambdaFunctionProps => ({
  ...withoutTopic(),
  failureTopicArn: TOPIC,
  ...more,
});
const synthesize = (more: Partial<LambdaFunctionProps> = {}) =>
  Template.of((stack) => new LambdaFunction(stack, 'Hello', props(more)));

test('makes a function of the newest runtime, whose code is known by its hash', () => {
  const template = synthesize();

  const archive = `data.archive_file.${template
    .addresses()
    .find((address) => address.startsWith('data.archive_file.'))
    ?.replace('data.archive_file.', '')}`;
  expect(template.resource('aws_lambda_function')).toMatchObject({
    function_name: 'cm-minecraft-hello',
    description: 'says hello',
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    architectures: ['arm64'],
    timeout: 30,
    memory_size: 256,
    environment: { variables: { NAME: 'Steve' } },
    filename: `\${${archive}.output_path}`,
    source_code_hash: `\${${archive}.output_base64sha256}`,
  });
  expect(template.resource('aws_lambda_function')).not.toHaveProperty('reserved_concurrent_executions');
});

test('packs the bundle the same way on every machine', () => {
  const { hash } = bundle(ENTRY);

  expect(synthesize().dataSource('archive_file')).toEqual({
    type: 'zip',
    source_file: expect.stringMatching(new RegExp(`^assets/Hello_Code_[0-9A-F]{8}/${hash}/index\\.js$`)) as string,
    output_path: `archives/cm-minecraft-hello-${hash}.zip`,
    output_file_mode: '0644',
    provider: 'archive',
  });
});

test('keeps its JSON log for a week, in a group of its own', () => {
  const template = synthesize();

  expect(template.resource('aws_cloudwatch_log_group')).toEqual({
    name: '/aws/lambda/cm-minecraft-hello',
    retention_in_days: 7,
  });
  expect(template.resource('aws_lambda_function').logging_config).toMatchObject({
    log_format: 'JSON',
    application_log_level: 'INFO',
    log_group: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.name\}$/) as string,
  });
});

const statements = (template: Template): unknown =>
  (JSON.parse(template.resource('aws_iam_role_policy').policy as string) as { Statement: unknown }).Statement;
const OWN_LOG = {
  Sid: 'OwnLog',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: ['arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/cm-minecraft-hello:*'],
};
const LOOK = { Sid: 'Look', Effect: 'Allow', Action: ['autoscaling:DescribeAutoScalingGroups'], Resource: ['*'] };

test('may write its own log, tell its failures and do what it is given, and no more', () => {
  const template = synthesize();

  expect(statements(template)).toEqual([
    OWN_LOG,
    { Sid: 'TellFailures', Effect: 'Allow', Action: ['sns:Publish'], Resource: [TOPIC] },
    LOOK,
  ]);
  expect(template.resource('aws_iam_role')).toMatchObject({
    name: 'cm-minecraft-hello',
    assume_role_policy: expect.stringContaining('"Principal":{"Service":["lambda.amazonaws.com"]}') as string,
  });
  expect(template.resources('aws_iam_role_policy_attachment')).toEqual([]);
});

test('exists only after its permissions do', () => {
  expect(synthesize().resource('aws_lambda_function').depends_on).toEqual([
    expect.stringMatching(/^aws_iam_role\./),
    expect.stringMatching(/^aws_iam_role_policy\./),
  ]);
});

test('says how often an event is tried and who is told when it is given up', () => {
  expect(synthesize().resource('aws_lambda_function_event_invoke_config')).toMatchObject({
    maximum_retry_attempts: 1,
    maximum_event_age_in_seconds: 120,
    destination_config: { on_failure: { destination: TOPIC } },
  });
});

test('tells nobody without a topic', () => {
  const template = Template.of((stack) => new LambdaFunction(stack, 'Hello', withoutTopic()));

  expect(template.resource('aws_lambda_function_event_invoke_config')).not.toHaveProperty('destination_config');
  expect(statements(template)).toEqual([OWN_LOG, LOOK]);
});

test('tells an event bus what failed, where one is given', () => {
  const bus = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
  const template = Template.of((stack) => {
    new LambdaFunction(stack, 'Hello', { ...withoutTopic(), failureEventBusArn: bus });
  });

  expect(template.resource('aws_lambda_function_event_invoke_config')).toMatchObject({
    destination_config: { on_failure: { destination: bus } },
  });
  expect(statements(template)).toContainEqual({
    Sid: 'TellFailures',
    Effect: 'Allow',
    Action: ['events:PutEvents'],
    Resource: [bus],
  });
});

test('puts everything that has a region into that of the given provider', () => {
  const template = Template.of((stack) => {
    const provider = new AwsProvider(stack, 'UsEast1', { region: 'us-east-1', alias: 'us-east-1' });
    new LambdaFunction(stack, 'Hello', props({ provider, region: 'us-east-1' }));
  });

  for (const type of ['aws_lambda_function', 'aws_cloudwatch_log_group', 'aws_lambda_function_event_invoke_config']) {
    expect(template.resource(type).provider).toBe('aws.us-east-1');
  }
  expect(JSON.stringify(statements(template))).toContain('arn:aws:logs:us-east-1:');
});

test('names no provider without one', () => {
  expect(synthesize().resource('aws_lambda_function')).not.toHaveProperty('provider');
});

test('shares one archive provider with the other functions of its stack', () => {
  const template = Template.of((stack) => {
    new LambdaFunction(stack, 'Hello', props());
    new LambdaFunction(stack, 'Again', props({ role: 'again' }));
  });

  expect(template.json.provider?.archive).toHaveLength(1);
  expect(template.resources('aws_lambda_function')).toHaveLength(2);
  // both write theirs at the same time
  expect(new Set(template.dataSources('archive_file').map((archive) => archive.output_path)).size).toBe(2);
});

test('gives its names and its ARN', () => {
  let made: LambdaFunction | undefined;
  const template = Template.of((stack) => {
    made = new LambdaFunction(stack, 'Hello', props());
  });

  expect(made?.functionName).toBe('cm-minecraft-hello');
  expect(template.resources('aws_lambda_function')).toHaveLength(1);
});

test('puts the same code into the stack at every synthesis', () => {
  const synthesizeToDisk = () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new AwsProvider(stack, 'Aws', { region: 'eu-central-1' });
    new LambdaFunction(stack, 'Hello', props());
    const folder = join(Testing.fullSynth(stack), 'stacks/stack');
    const json = readFileSync(join(folder, 'cdk.tf.json'), 'utf8');
    const { data } = JSON.parse(json) as { data: { archive_file: Record<string, { source_file: string }> } };
    const [archive] = Object.values(data.archive_file);
    return { data: data.archive_file, code: readFileSync(join(folder, archive!.source_file)) };
  };

  const first = synthesizeToDisk();

  expect(synthesizeToDisk()).toEqual(first);
  expect(first.code).toEqual(readFileSync(bundle(ENTRY).path));
});
