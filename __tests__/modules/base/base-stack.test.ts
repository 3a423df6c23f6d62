import { Testing } from 'cdktf';

import { BaseStack } from '../../../modules/base/base-stack';
import type { BaseConfig } from '../../../modules/config/types';
import { LeafStack } from '../../../modules/leaf/leaf-stack';
import { baseConfig, leafConfig } from '../../support/configs';
import { Template } from '../../support/template';

const SSH = { publicKey: 'ssh-ed25519 AAAA admin', allowedCidrs: [] };
const template = (more: Partial<BaseConfig> = {}) => Template.fromStack(new BaseStack(Testing.app(), baseConfig(more)));
const outputs = (found: Template) => Object.keys(found.json.output ?? {}).sort();

test('without a domain and a key there is a network, a topic and a vault', () => {
  expect(outputs(template())).toEqual([
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

test('a key is made and named to the leaves only when there is one', () => {
  expect(outputs(template({ ssh: SSH }))).toContain('ssh_key_name');
  expect(template().resources('aws_key_pair')).toEqual([]);
});

test('with a domain its queries are logged in us-east-1, and the log is named to the leaves', () => {
  const found = template({ domain: { name: 'example.com', hostedZoneId: 'Z0123456789ABC' } });

  expect(outputs(found)).toContain('dns_query_log_group');
  expect(found.json).toMatchObject({
    provider: {
      aws: [
        { region: 'eu-central-1' },
        {
          alias: 'query_logs',
          region: 'us-east-1',
          default_tags: [{ tags: { 'container-manager:project': 'container-manager' } }],
        },
      ],
    },
  });
  expect(found.resource('aws_route53_query_log')).toMatchObject({ provider: 'aws.query_logs' });
});

test('without a domain there is nothing in us-east-1 and no function', () => {
  expect(template().json.provider?.aws).toHaveLength(1);
  expect(template().resources('aws_lambda_function')).toEqual([]);
});

test('the vault can be destroyed with its backups only in devel', () => {
  expect(template().resource('aws_backup_vault')).toMatchObject({ force_destroy: false });
  expect(template({ maturity: 'devel' }).resource('aws_backup_vault')).toMatchObject({ force_destroy: true });
});

test('leaves change nothing in base', () => {
  const alone = template();
  const app = Testing.app();
  const base = new BaseStack(app, baseConfig());
  new LeafStack(app, { baseStack: base, base: baseConfig(), leaf: leafConfig() });

  expect(Template.fromStack(base).json).toEqual(alone.json);
});
