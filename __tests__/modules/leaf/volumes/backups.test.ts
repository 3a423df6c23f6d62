import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';

import { MAX_STACK_PREFIX_LENGTH, Names } from '../../../../modules/aws/naming';
import { Backups, type BackupsProps } from '../../../../modules/leaf/volumes/backups';
import { json } from '../../../support/matchers';
import { Template } from '../../../support/template';

const WORLD = 'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1';
const MODS = 'arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-2';
const VAULT = 'arn:aws:backup:eu-central-1:123456789012:backup-vault:vault';

const template = (more: Partial<BackupsProps> = {}) =>
  Template.of((stack) => {
    new Backups(stack, 'Backups', {
      names: new Names('project', 'leaf'),
      fileSystemArns: [WORLD],
      vaultName: 'vault',
      vaultArn: VAULT,
      accountId: '123456789012',
      partition: 'aws',
      ...more,
    });
  });

test('file systems are backed up every day, and each backup is kept for 35 days in the vault', () => {
  const found = template({ vaultName: 'other' });

  expect(found.synthesized).toHaveResourceWithProperties(BackupPlan, {
    name: 'project-leaf-volumes',
    rule: [
      expect.objectContaining({
        rule_name: 'daily',
        target_vault_name: 'other',
        schedule: 'cron(0 5 * * ? *)',
        lifecycle: { delete_after: 35 },
      }),
    ],
  });
  expect(found.resources('aws_backup_plan')).toHaveLength(1);
});

test('a backup begins within an hour, the shortest time that AWS takes, and has a week to end', () => {
  expect(template().synthesized).toHaveResourceWithProperties(BackupPlan, {
    rule: [expect.objectContaining({ start_window: 60, completion_window: 7 * 24 * 60 })],
  });
});

test('the plan backs up all given file systems, and starts after the role has its policy', () => {
  const found = template({ fileSystemArns: [WORLD, MODS] });

  expect(found.synthesized).toHaveResourceWithProperties(BackupSelection, {
    name: 'project-leaf-volumes',
    resources: [WORLD, MODS],
    plan_id: expect.stringMatching(/^\$\{aws_backup_plan\.Backups_Plan_\w+\.id\}$/) as unknown,
    iam_role_arn: expect.stringMatching(/^\$\{aws_iam_role\.Backups_Role_\w+\.arn\}$/) as unknown,
    depends_on: [
      expect.stringMatching(/^aws_iam_role\.Backups_Role_/),
      expect.stringMatching(/^aws_iam_role_policy\.Backups_Role_Policy_/),
    ],
  });
  expect(found.resources('aws_backup_selection')).toHaveLength(1);
});

test('only AWS Backup can assume the role, which allows backups of these file systems into this vault and nothing else', () => {
  const found = template({ fileSystemArns: [WORLD, MODS] });

  expect(found.synthesized).toHaveResourceWithProperties(IamRole, {
    name: 'project-leaf-backup',
    assume_role_policy: json(
      expect.objectContaining({
        Statement: [expect.objectContaining({ Principal: { Service: ['backup.amazonaws.com'] } })],
      }),
    ),
  });
  expect(found.synthesized).toHaveResourceWithProperties(IamRolePolicy, {
    policy: json({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'],
          Resource: [WORLD, MODS],
        },
        { Effect: 'Allow', Action: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'], Resource: [VAULT] },
        {
          Effect: 'Allow',
          Action: ['backup:TagResource'],
          Resource: ['arn:aws:backup:*:123456789012:recovery-point:*'],
        },
        { Effect: 'Allow', Action: ['tag:GetResources'], Resource: ['*'] },
      ],
    }),
  });
  expect(found.resources('aws_iam_role')).toHaveLength(1);
  expect(found.resources('aws_iam_role_policy')).toHaveLength(1);
  expect(found.resources('aws_iam_role_policy_attachment')).toEqual([]);
});

test('all names have the characters and the length that AWS Backup takes, even with the longest prefix', () => {
  const found = template({ names: new Names('p'.repeat(MAX_STACK_PREFIX_LENGTH - 5), 'leaf') });

  const plan = found.resource('aws_backup_plan');
  const names = [
    plan.name,
    found.resource('aws_backup_selection').name,
    (plan.rule as { rule_name: string }[])[0]?.rule_name,
  ];
  // RuleName and SelectionName in the AWS Backup API reference
  for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9\-_.]{1,50}$/);
});
