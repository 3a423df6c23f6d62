import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { Construct } from 'constructs';

import { type AwsAccount } from '../../aws/aws-place';
import { BACKUP_DAYS } from '../../aws/backup-retention';
import { type Names } from '../../aws/naming';
import { type PolicyStatement } from '../../aws/policy';
import { ServiceRole } from '../../aws/service-role';

const MINUTES_PER_DAY = 24 * 60;

export interface BackupsProps extends AwsAccount {
  readonly names: Names;
  /** File systems to back up; not empty. */
  readonly fileSystemArns: readonly string[];
  /** The vault of base. */
  readonly vaultName: string;
  readonly vaultArn: string;
  /** When they begin: 0–23, UTC. */
  readonly hour: number;
}

/**
 * Backs up file systems once a day and keeps each backup for 35 days, in a vault that belongs to base. The role can only
 * make backups. A person restores one, with AWS's own role (AWSBackupDefaultServiceRole).
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    const role = new ServiceRole(this, 'Role', {
      name: props.names.of('iamRole', 'backup'),
      description: 'What AWS Backup may do to back up the volumes',
      service: 'backup.amazonaws.com',
      statements: statements(props),
    });
    new BackupSelection(this, 'Selection', {
      name: props.names.of('backupSelection', 'volumes'),
      planId: this.plan(props).id,
      iamRoleArn: role.roleArn,
      resources: [...props.fileSystemArns],
      // the first backup would fail if the role had no policy yet
      dependsOn: [...role.dependables],
    });
  }

  private plan({ names, vaultName, hour }: BackupsProps): BackupPlan {
    return new BackupPlan(this, 'Plan', {
      name: names.of('backupPlan', 'volumes'),
      rule: [
        {
          ruleName: 'daily',
          targetVaultName: vaultName,
          schedule: `cron(0 ${hour} * * ? *)`,
          startWindow: 60,
          // AWS's own default. The provider's is three hours, in which the first backup of a large world never ends.
          completionWindow: 7 * MINUTES_PER_DAY,
          lifecycle: { deleteAfter: BACKUP_DAYS },
        },
      ],
    });
  }
}

/**
 * The part of AWS's AWSBackupServiceRolePolicyForBackup that backups of EFS need, for these file systems and this vault.
 * Other services and copies into other vaults are left out.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
function statements({ fileSystemArns, vaultArn, accountId, partition }: BackupsProps): PolicyStatement[] {
  return [
    { actions: ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'], resources: fileSystemArns },
    { actions: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'], resources: [vaultArn] },
    // AWS chooses a backup's ARN when it makes the backup
    { actions: ['backup:TagResource'], resources: [`arn:${partition}:backup:*:${accountId}:recovery-point:*`] },
    // AWS Backup finds resources by tags with it. AWS does not say that a selection by ARNs, as ours, works without it. The
    // action takes no resource, and reads only names and tags.
    { actions: ['tag:GetResources'], resources: ['*'] },
  ];
}
