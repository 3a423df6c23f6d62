import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { KeyPair } from '@cdktf/provider-aws/lib/key-pair';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Route53QueryLog } from '@cdktf/provider-aws/lib/route53-query-log';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Testing } from 'cdktf';

import { BaseStack } from '../../../modules/base/base-stack';
import { type BaseConfig } from '../../../modules/config/types';
import { LeafStack } from '../../../modules/leaf/leaf-stack';
import { baseConfig, leafConfig } from '../../support/configs';
import { Template } from '../../support/template';

const SSH = { publicKey: 'ssh-ed25519 AAAA admin', allowedCidrs: [] };
const template = (more: Partial<BaseConfig> = {}) => Template.fromStack(new BaseStack(Testing.app(), baseConfig(more)));
const outputs = (found: Template) => Object.keys(found.json.output ?? {}).sort();

test('without a domain and a key there is a network, a topic and a vault', () => {
  const found = template();

  for (const type of [Vpc, SnsTopic, BackupVault]) {
    expect(found.synthesized).toHaveResource(type);
    expect(found.resources(type.tfResourceType)).toHaveLength(1);
  }
  expect(outputs(found)).toEqual([
    'alert_topic_arn',
    'availability_zone_1',
    'backup_vault_arn',
    'backup_vault_name',
    'subnet_id_1',
    'vpc_id',
  ]);
});

test('each availability zone has its own outputs', () => {
  expect(outputs(template({ vpc: { maxAZs: 2 } }))).toEqual(
    expect.arrayContaining(['subnet_id_1', 'availability_zone_1', 'subnet_id_2', 'availability_zone_2']),
  );
});

test('a key pair and its output exist only with Ssh', () => {
  const found = template({ ssh: SSH });

  expect(found.synthesized).toHaveResourceWithProperties(KeyPair, { public_key: SSH.publicKey });
  expect(outputs(found)).toContain('ssh_key_name');
  expect(template().resources('aws_key_pair')).toEqual([]);
});

test('with a domain its queries are logged in us-east-1, and an output gives the leaves the log', () => {
  const found = template({ domain: { name: 'example.com', hostedZoneId: 'Z0123456789ABC' } });

  expect(outputs(found)).toContain('dns_query_log_group');
  expect(found.synthesized).toHaveProviderWithProperties(AwsProvider, { region: 'eu-central-1' });
  expect(found.synthesized).toHaveProviderWithProperties(AwsProvider, {
    alias: 'query_logs',
    region: 'us-east-1',
    default_tags: [{ tags: { 'container-manager:project': 'container-manager' } }],
  });
  expect(found.json.provider?.aws).toHaveLength(2);
  expect(found.synthesized).toHaveResourceWithProperties(Route53QueryLog, { provider: 'aws.query_logs' });
});

test('without a domain there is nothing in us-east-1 and no function', () => {
  const found = template();

  expect(found.json.provider?.aws).toHaveLength(1);
  expect(found.resources('aws_lambda_function')).toEqual([]);
});

test('the vault is locked where the config says so', () => {
  expect(template().resources('aws_backup_vault_lock_configuration')).toEqual([]);
  expect(template({ backup: { lockDays: 14 } }).synthesized).toHaveResourceWithProperties(
    BackupVaultLockConfiguration,
    {
      changeable_for_days: 14,
    },
  );
});

test('the vault can be destroyed with its backups only in devel', () => {
  expect(template().synthesized).toHaveResourceWithProperties(BackupVault, { force_destroy: false });
  expect(template({ maturity: 'devel' }).synthesized).toHaveResourceWithProperties(BackupVault, {
    force_destroy: true,
  });
});

test('leaves change nothing in base', () => {
  const alone = template();
  const app = Testing.app();
  const base = new BaseStack(app, baseConfig());
  new LeafStack(app, { baseStack: base, base: baseConfig(), leaf: leafConfig() });

  expect(Template.fromStack(base).json).toEqual(alone.json);
});

test('a budget tells the administrators, and without the key there is none', () => {
  const alertEmails = ['a@example.com'];

  expect(template({ alertEmails }).resources('aws_budgets_budget')).toEqual([]);
  expect(template({ alertEmails, budget: { dollarsPerMonth: 20 } }).resource('aws_budgets_budget')).toMatchObject({
    name: 'container-manager-base-monthly',
    limit_amount: '20',
  });
});
