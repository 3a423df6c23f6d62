import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';

import { json } from '../support/matchers';
import { Template } from '../support/template';

const POLICY = { Statement: [{ Action: ['sns:Publish'], Effect: 'Allow' }] };
const synthesized = () =>
  Template.of((stack) => {
    new SnsTopic(stack, 'Other', { name: 'other' });
    new SnsTopic(stack, 'Alerts', {
      name: 'alerts',
      displayName: 'Alerts',
      tags: { stack: 'base', project: 'games' },
      policy: JSON.stringify(POLICY),
      lifecycle: { ignoreChanges: ['tags', 'policy'] },
    });
    new DataAwsPartition(stack, 'Partition');
  }).synthesized;
const topicWith = (properties: Record<string, unknown>) => () => {
  expect(synthesized()).toHaveResourceWithProperties(SnsTopic, properties);
};

describe('cdktf’s matchers pass', () => {
  test('when one resource of the type has all the properties, and others beside', () => {
    expect(synthesized()).toHaveResource(SnsTopic);
    expect(synthesized()).toHaveResourceWithProperties(SnsTopic, { name: 'alerts', display_name: 'Alerts' });
  });

  test('when there is such a data source or provider', () => {
    expect(synthesized()).toHaveDataSource(DataAwsPartition);
    expect(synthesized()).toHaveProvider(AwsProvider);
    expect(synthesized()).toHaveProviderWithProperties(AwsProvider, { region: 'eu-central-1' });
  });

  test('when a part of a block or list is asked for as such', () => {
    expect(synthesized()).toHaveResourceWithProperties(SnsTopic, {
      tags: expect.objectContaining({ stack: 'base' }) as unknown,
      lifecycle: { ignore_changes: expect.arrayContaining(['policy']) as unknown },
    });
  });

  test('when a policy has this content, in whatever order its keys are written', () => {
    expect(synthesized()).toHaveResourceWithProperties(SnsTopic, {
      policy: json({ Statement: [{ Effect: 'Allow', Action: [expect.stringMatching(/^sns:/)] }] }),
    });
  });
});

describe('cdktf’s matchers fail', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a value is wrong', { name: 'alert' }],
    ['a key is misspelled', { nmae: 'alerts' }],
    ['a key is in camelCase', { displayName: 'Alerts' }],
    ['the properties are those of two resources', { name: 'other', display_name: 'Alerts' }],
    ['a block has a key more', { tags: { stack: 'base' } }],
    ['a list has an item more', { lifecycle: { ignore_changes: ['tags'] } }],
    ['a policy has other content', { policy: json({ Statement: [] }) }],
    ['a text is not JSON', { name: json('alerts') }],
    ['a property that is absent should be undefined', { name: 'alerts', kms_master_key_id: undefined }],
  ])('when %s', (_when, properties) => {
    expect(topicWith(properties)).toThrow('Expected aws_sns_topic with properties');
  });

  test('when there is no such resource, data source or provider', () => {
    expect(() => {
      expect(synthesized()).toHaveResource(SqsQueue);
    }).toThrow('Expected aws_sqs_queue');
    expect(() => {
      expect(synthesized()).toHaveDataSource(DataAwsCallerIdentity);
    }).toThrow('Expected aws_caller_identity');
    expect(() => {
      expect(synthesized()).toHaveProviderWithProperties(AwsProvider, { region: 'us-east-1' });
    }).toThrow('Expected aws with properties');
  });
});

test('a negative matcher passes for a misspelled key, so tests state positively what is there', () => {
  // eslint-disable-next-line no-restricted-syntax -- to show it
  expect(synthesized()).not.toHaveResourceWithProperties(SnsTopic, { nmae: 'alerts' });
});

test('undefined within a block is taken for absent', () => {
  expect(synthesized()).toHaveResourceWithProperties(SnsTopic, {
    lifecycle: { ignore_changes: ['tags', 'policy'], prevent_destroy: undefined },
  });
});

describe('every test of a construct', () => {
  const RENDERS = /\bTemplate\.(of|fromStack)\(|\b(stacksOf|watchdogTemplate)\(/;
  const STATES_WHAT_EXISTS = /\.synthesized\)\.toHave(Resource|DataSource|Provider)(WithProperties)?\(/;
  const tests = ['aws', 'base', 'leaf']
    .flatMap((folder) =>
      readdirSync(join(__dirname, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(join(__dirname, file), 'utf8') }))
    .filter(({ text }) => RENDERS.test(text))
    // outputs are no resources, and cdktf has no matcher for them
    .filter(({ file }) => file !== join('leaf', 'outputs.test.ts'));

  test('is found', () => {
    expect(tests.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        join('aws', 'alarm.test.ts'),
        join('base', 'network.test.ts'),
        join('leaf', 'volumes.test.ts'),
      ]),
    );
  });

  test('states with cdktf’s matchers what exists', () => {
    expect(tests.filter(({ text }) => !STATES_WHAT_EXISTS.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
