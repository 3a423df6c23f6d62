import { Testing } from 'cdktf';

import { AwsStack, type AwsStackProps } from '../../../modules/aws/aws-stack';
import { Template } from '../../support/template';

const json = (more: Partial<AwsStackProps> = {}) =>
  Template.fromStack(
    new AwsStack(Testing.app(), 'minecraft', {
      region: 'eu-central-1',
      tags: { 'container-manager:project': 'games' },
      project: 'games',
      ...more,
    }),
  ).json;

test('resources are made in the region, with the default tags', () => {
  expect(json()).toMatchObject({
    provider: {
      aws: [{ region: 'eu-central-1', default_tags: [{ tags: { 'container-manager:project': 'games' } }] }],
    },
  });
});

test('tags that something else writes are left to it', () => {
  expect(json({ foreignTagPrefixes: ['container-manager:told/'] })).toMatchObject({
    provider: { aws: [{ ignore_tags: [{ key_prefixes: ['container-manager:told/'] }] }] },
  });
  expect(JSON.stringify(json().provider)).not.toContain('ignore_tags');
});

test('without a bucket the state is a local file, by a path that is the same on every machine', () => {
  expect(json()).toMatchObject({
    terraform: { backend: { local: { path: '../../../terraform.tfstate.d/minecraft/terraform.tfstate' } } },
  });
});

test('with a bucket the state is in S3, encrypted and locked, under a key of its own', () => {
  const { backend } = json({ state: { bucket: 'states', region: 'eu-west-1' } }).terraform ?? {};

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

test('the provider is the tested one, and Terraform must know S3 locking', () => {
  expect(json().terraform).toMatchObject({
    required_version: '>= 1.10',
    required_providers: { aws: { source: 'aws', version: '5.100.0' } },
  });
});
