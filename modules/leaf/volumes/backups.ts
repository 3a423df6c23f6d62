import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { Construct } from 'constructs';

import { type AwsAccount } from '../../aws/aws-place';
import { type Names } from '../../aws/naming';
import { type PolicyStatement } from '../../aws/policy';
import { ServiceRole } from '../../aws/service-role';

const MINUTES_PER_DAY = 24 * 60;

export interface BackupsProps extends AwsAccount {
  readonly names: Names;
  /** File systems to back up; not empty. */
  readonly fileSystemArns: readonly string[];
  readonly vaultName: string;
  readonly vaultArn: string;
}

/**
 * Daily backups of file systems, kept for 35 days, in a vault that nothing of the leaf can reach. Its role makes
 * backups only: a restore is started by a person, with AWS's own role (AWSBackupDefaultServiceRole).
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
      // the first backup would fail while the role may do nothing
      dependsOn: [...role.dependables],
    });
  }

  private plan({ names, vaultName }: BackupsProps): BackupPlan {
    return new BackupPlan(this, 'Plan', {
      name: names.of('backupPlan', 'volumes'),
      rule: [
        {
          ruleName: 'daily',
          targetVaultName: vaultName,
          schedule: 'cron(0 5 * * ? *)',
          startWindow: 60,
          // AWS's own default; the provider's is three hours, and would stop the first backup of a large world each day
          completionWindow: 7 * MINUTES_PER_DAY,
          lifecycle: { deleteAfter: 35 },
        },
      ],
    });
  }
}

/**
 * What of AWS's AWSBackupServiceRolePolicyForBackup a backup of EFS can use, on these file systems and this vault alone.
 * Left out are the other services and copies into another vault.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
function statements({ fileSystemArns, vaultArn, accountId, partition }: BackupsProps): PolicyStatement[] {
  return [
    { actions: ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'], resources: fileSystemArns },
    { actions: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'], resources: [vaultArn] },
    // a backup gets its ARN when it is made
    { actions: ['backup:TagResource'], resources: [`arn:${partition}:backup:*:${accountId}:recovery-point:*`] },
    // Finds what a selection means by tags. AWS does not say that one of ARNs, as ours, does without; it takes no resource
    // and reads no more than names and tags.
    { actions: ['tag:GetResources'], resources: ['*'] },
  ];
}
