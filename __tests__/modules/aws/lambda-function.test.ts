import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction as AwsLambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformStack, Testing } from 'cdktf';

import { bundle } from '../../../modules/aws/bundle';
import { LambdaFunction, type LambdaFunctionProps } from '../../../modules/aws/lambda-function';
import { Names } from '../../../modules/aws/naming';
import { json } from '../../support/matchers';
import { Template } from '../../support/template';

const ENTRY = '__tests__/support/functions/hello/handler.ts';
const props = (more: Partial<LambdaFunctionProps> = {}): LambdaFunctionProps => ({
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
  ...more,
});
const synthesize = (more: Partial<LambdaFunctionProps> = {}) =>
  Template.of((stack) => new LambdaFunction(stack, 'Hello', props(more)));

test('makes a Node.js function on Graviton, whose code is known by its hash', () => {
  const found = synthesize();

  const [archive] = found.addresses().filter((address) => address.startsWith('data.archive_file.'));
  expect(found.synthesized).toHaveResourceWithProperties(AwsLambdaFunction, {
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
    role: found.reference('aws_iam_role', 'arn'),
  });
  expect(found.resource('aws_lambda_function')).not.toHaveProperty('reserved_concurrent_executions');
});

test('packs the bundle the same way on every machine', () => {
  const { hash } = bundle(ENTRY);
  const found = synthesize();

  expect(found.synthesized).toHaveDataSourceWithProperties(DataArchiveFile, {
    type: 'zip',
    source_file: expect.stringMatching(new RegExp(`^assets/Hello_Code_[0-9A-F]{8}/${hash}/index\\.js$`)) as unknown,
    output_path: `archives/cm-minecraft-hello-${hash}.zip`,
    output_file_mode: '0644',
    provider: 'archive',
  });
  expect(Object.keys(found.dataSource('archive_file'))).toHaveLength(5);
});

test('keeps its JSON log for a week, in a group of its own', () => {
  const found = synthesize();

  expect(found.synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, {
    name: '/aws/lambda/cm-minecraft-hello',
    retention_in_days: 7,
  });
  expect(Object.keys(found.resource('aws_cloudwatch_log_group'))).toHaveLength(2);
  expect(found.synthesized).toHaveResourceWithProperties(AwsLambdaFunction, {
    logging_config: {
      log_format: 'JSON',
      application_log_level: 'INFO',
      system_log_level: 'INFO',
      log_group: found.reference('aws_cloudwatch_log_group', 'name'),
    },
  });
});

const policy = (...statements: readonly object[]) => json({ Version: '2012-10-17', Statement: statements });
const OWN_LOG = {
  Sid: 'OwnLog',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: ['arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/cm-minecraft-hello:*'],
};
const LOOK = { Sid: 'Look', Effect: 'Allow', Action: ['autoscaling:DescribeAutoScalingGroups'], Resource: ['*'] };

test('may write its own log and do what its statements say, and no more', () => {
  const found = synthesize();

  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: policy(OWN_LOG, LOOK),
  });
  expect(found.synthesized).toHaveResourceWithProperties(IamRole, {
    name: 'cm-minecraft-hello',
    assume_role_policy: expect.stringContaining('"Principal":{"Service":["lambda.amazonaws.com"]}') as unknown,
  });
  expect(found.resources('aws_iam_role_policy')).toHaveLength(1);
  expect(found.resources('aws_iam_role_policy_attachment')).toEqual([]);
});

test('exists only after its permissions do', () => {
  expect(synthesize().synthesized).toHaveResourceWithProperties(AwsLambdaFunction, {
    depends_on: [expect.stringMatching(/^aws_iam_role\./), expect.stringMatching(/^aws_iam_role_policy\./)],
  });
});

test('retries an event as often as its props say, then tells nobody: an alarm on its errors does', () => {
  const found = synthesize();

  expect(found.synthesized).toHaveResourceWithProperties(LambdaFunctionEventInvokeConfig, {
    maximum_retry_attempts: 1,
    maximum_event_age_in_seconds: 120,
  });
  expect(found.resource('aws_lambda_function_event_invoke_config')).not.toHaveProperty('destination_config');
});

test('puts everything that has a region into that of the given provider', () => {
  const found = Template.of((stack) => {
    const provider = new AwsProvider(stack, 'UsEast1', { region: 'us-east-1', alias: 'us-east-1' });
    new LambdaFunction(stack, 'Hello', props({ provider, region: 'us-east-1' }));
  });

  for (const type of [AwsLambdaFunction, CloudwatchLogGroup, LambdaFunctionEventInvokeConfig]) {
    expect(found.synthesized).toHaveResourceWithProperties(type, { provider: 'aws.us-east-1' });
    expect(found.resources(type.tfResourceType)).toHaveLength(1);
  }
  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: expect.stringContaining('arn:aws:logs:us-east-1:') as unknown,
  });
});

test('names no provider without one', () => {
  expect(synthesize().resource('aws_lambda_function')).not.toHaveProperty('provider');
});

test('shares one archive provider with the other functions of its stack', () => {
  const found = Template.of((stack) => {
    new LambdaFunction(stack, 'Hello', props());
    new LambdaFunction(stack, 'Again', props({ role: 'again' }));
  });

  expect(found.json.provider?.archive).toHaveLength(1);
  expect(found.resources('aws_lambda_function')).toHaveLength(2);
  // both write theirs at the same time
  expect(new Set(found.dataSources('archive_file').map((archive) => archive.output_path)).size).toBe(2);
});

test('gives its name and its ARN', () => {
  const found = Template.of((stack) => {
    const { functionName, functionArn } = new LambdaFunction(stack, 'Hello', props());
    new TerraformOutput(stack, 'name', { value: functionName, staticId: true });
    new TerraformOutput(stack, 'arn', { value: functionArn, staticId: true });
  });

  expect(found.json.output).toEqual({
    name: { value: 'cm-minecraft-hello' },
    arn: { value: found.reference('aws_lambda_function', 'arn') },
  });
});

test('puts the same code into the stack at every synth', () => {
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
