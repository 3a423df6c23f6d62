import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';

import { type Names } from '../../aws/naming';

export interface FailedBackupsProps {
  readonly names: Names;
  /** Vault whose failed backups are told. */
  readonly vaultName: string;
  /** Topic that is told. EventBridge may publish to it. */
  readonly topicArn: string;
}

/**
 * Tells a topic of backups that were not made. Not by the vault's own notifications: of their events only
 * BACKUP_JOB_COMPLETED is left, which comes for each backup that was made, too, and so would mail every day.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class FailedBackups extends Construct {
  constructor(scope: Construct, id: string, { names, vaultName, topicArn }: FailedBackupsProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: names.of('eventRule', 'backup-failed'),
      description: 'A backup was not made: an e-mail to the administrators',
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
          'No backup was made of <resource>: <state>, at <time>. AWS says: <why>. The next one is tried tomorrow; the backups before are kept.',
        ),
      },
    });
  }
}
