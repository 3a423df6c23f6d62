import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, Testing } from 'cdktf';

import { AwsStack, type AwsStackProps } from '../../../modules/aws/aws-stack';
import { Template } from '../../support/template';

const stack = (more: Partial<AwsStackProps> = {}) =>
  new AwsStack(Testing.app(), 'minecraft', {
    region: 'eu-central-1',
    tags: { 'container-manager:project': 'games' },
    project: 'games',
    ...more,
  });
const template = (more: Partial<AwsStackProps> = {}) => Template.fromStack(stack(more));

test('resources are made in the region, with the default tags', () => {
  const found = template();

  expect(found.synthesized).toHaveProviderWithProperties(AwsProvider, {
    region: 'eu-central-1',
    default_tags: [{ tags: { 'container-manager:project': 'games' } }],
  });
  expect(found.json.provider?.aws).toHaveLength(1);
});

test('account and partition are those of the credentials', () => {
  const made = stack();
  new TerraformOutput(made, 'account', { value: made.accountId, staticId: true });
  new TerraformOutput(made, 'partition', { value: made.partition, staticId: true });
  const found = Template.fromStack(made);

  expect(found.synthesized).toHaveDataSource(DataAwsCallerIdentity);
  expect(found.synthesized).toHaveDataSource(DataAwsPartition);
  expect(found.json.output).toEqual({
    account: { value: '${data.aws_caller_identity.CallerIdentity.account_id}' },
    partition: { value: '${data.aws_partition.Partition.partition}' },
  });
});

test('tags that something else writes are ignored', () => {
  expect(template({ foreignTagPrefixes: ['container-manager:told/'] }).synthesized).toHaveProviderWithProperties(
    AwsProvider,
    { ignore_tags: [{ key_prefixes: ['container-manager:told/'] }] },
  );
  expect(JSON.stringify(template().json.provider)).not.toContain('ignore_tags');
});

test('without a bucket the state is a local file, by a path that is the same on every machine', () => {
  expect(template().json).toMatchObject({
    terraform: { backend: { local: { path: '../../../terraform.tfstate.d/minecraft/terraform.tfstate' } } },
  });
});

test('with a bucket the state is in S3, encrypted and locked, under a key of its own', () => {
  const { backend } = template({ state: { bucket: 'states', region: 'eu-west-1' } }).json.terraform ?? {};

  expect(backend).toEqual({
    s3: {
      bucket: 'states',
      key: 'games/minecraft/terraform.tfstate',
      region: 'eu-west-1',
      encrypt: true,
      use_lockfile: true,
    },
  });
});

test('the providers have the tested versions, the same ones in every stack, and Terraform must support locks in S3', () => {
  expect(template().json.terraform).toMatchObject({
    required_version: '>= 1.10',
    required_providers: {
      aws: { source: 'aws', version: '5.100.0' },
      archive: { source: 'hashicorp/archive', version: '2.7.1' },
    },
  });
});
