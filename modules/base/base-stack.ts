import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput } from 'cdktf';
import { type Construct } from 'constructs';

import { AlertTopic } from '../aws/alert-topic';
import { AwsStack } from '../aws/aws-stack';
import { Names } from '../aws/naming';
import { QUERY_LOG_REGION } from '../aws/query-log-region';
import { PROJECT_TAG } from '../aws/tags';
import { BASE_STACK_NAME } from '../config/stack-name';
import { type BaseConfig } from '../config/types';
import { BackupVault } from './backup-vault';
import { MonthlyBudget } from './monthly-budget';
import { Network } from './network';
import { SshAccess } from './ssh-access';
import { StartPage } from './start-page';
import { WakeOnDns } from './wake-on-dns';
import { Webhooks } from './webhooks';

/**
 * What all containers share: network, alerts, key pair, backup vault, wake-up by DNS. Its outputs depend on base.yaml
 * alone, never on which leaves exist: a new leaf needs no deploy of base.
 */
export class BaseStack extends AwsStack {
  constructor(scope: Construct, config: BaseConfig) {
    const tags = { [PROJECT_TAG]: config.name };
    super(scope, BASE_STACK_NAME, {
      region: config.region,
      project: config.name,
      tags,
      ...(config.state && { state: config.state }),
    });
    const names = new Names(config.name, BASE_STACK_NAME);
    const { maxAZs: maxAzs, ...vpc } = config.vpc;
    const network = new Network(this, 'Network', { names, region: config.region, maxAzs, ...vpc });
    const alerts = new AlertTopic(this, 'Alerts', { names, accountId: this.accountId, emails: config.alertEmails });
    const vault = new BackupVault(this, 'BackupVault', {
      names,
      // a project that is only tried out can be destroyed with its backups
      forceDestroy: config.maturity === 'devel',
      ...(config.backup.lockDays !== undefined && { lockDays: config.backup.lockDays }),
      alertTopicArn: alerts.topicArn,
    });
    const { dollarsPerMonth } = config.budget;
    if (dollarsPerMonth !== undefined) {
      new MonthlyBudget(this, 'Budget', { names, dollars: dollarsPerMonth, emails: config.alertEmails });
    }
    const ssh = config.ssh && new SshAccess(this, 'SshAccess', { names, publicKey: config.ssh.publicKey });
    const { domain } = config;
    const wakeOnDns =
      domain &&
      new WakeOnDns(this, 'WakeOnDns', {
        names,
        domain,
        project: config.name,
        leavesRegion: config.region,
        accountId: this.accountId,
        partition: this.partition,
        failureTopicArn: alerts.topicArn,
        provider: this.queryLogProvider(tags),
      });
    const startPage = config.startPage.enabled
      ? new StartPage(this, 'StartPage', {
          names,
          project: config.name,
          region: config.region,
          accountId: this.accountId,
          partition: this.partition,
          ...(config.discord && { discord: config.discord }),
        })
      : undefined;
    const webhooks =
      config.webhooks.length > 0 &&
      new Webhooks(this, 'Webhooks', {
        names,
        project: config.name,
        region: config.region,
        accountId: this.accountId,
        partition: this.partition,
        webhooks: config.webhooks,
        alertTopicArn: alerts.topicArn,
      });

    this.output('vpc_id', network.vpcId);
    for (const zone of network.zones) {
      this.output(`subnet_id_${zone.key}`, zone.subnetId);
      this.output(`availability_zone_${zone.key}`, zone.name);
    }
    this.output('alert_topic_arn', alerts.topicArn);
    this.output('backup_vault_name', vault.vaultName);
    this.output('backup_vault_arn', vault.vaultArn);
    if (ssh) this.output('ssh_key_name', ssh.keyName);
    if (wakeOnDns) this.output('dns_query_log_group', wakeOnDns.queryLogGroupName);
    if (startPage) this.output('start_page_url', startPage.url);
    if (webhooks) this.output('webhook_function_arn', webhooks.functionArn);
  }

  private queryLogProvider(tags: Record<string, string>): AwsProvider {
    return new AwsProvider(this, 'AwsQueryLogs', {
      alias: 'query_logs',
      region: QUERY_LOG_REGION,
      defaultTags: [{ tags }],
    });
  }

  private output(name: string, value: string): void {
    new TerraformOutput(this, name, { value, staticId: true });
  }
}
