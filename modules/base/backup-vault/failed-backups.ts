import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';

export interface FailedBackupsProps {
  readonly names: Names;
  /** Vault whose failed backups are announced. */
  readonly vaultName: string;
  /** Topic that gets the notices. EventBridge may publish to it. */
  readonly topicArn: string;
}

/**
 * Notifies a topic when a backup fails. Not by the vault's own notifications: the only event that AWS still offers there,
 * BACKUP_JOB_COMPLETED, also comes for each backup that succeeds, which would be an e-mail every day.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class FailedBackups extends Construct {
  constructor(scope: Construct, id: string, { names, vaultName, topicArn }: FailedBackupsProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: names.of('eventRule', 'backup-failed'),
      description: 'E-mails the administrators when a backup fails',
      eventPattern: JSON.stringify({
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change'],
        // expired: it did not begin in time
        detail: { backupVaultName: [vaultName], state: ['FAILED', 'ABORTED', 'EXPIRED'] },
      }),
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      arn: topicArn,
      inputTransformer: {
        inputPaths: {
          resource: '$.detail.resourceArn',
          state: '$.detail.state',
          why: '$.detail.statusMessage',
          time: '$.time',
        },
        inputTemplate: JSON.stringify(
          'A backup failed: <resource>, <state> at <time>. AWS gives this reason: <why>. The next attempt is tomorrow; earlier backups are kept.',
        ),
      },
    });
  }
}
