import { MAX_STACK_PREFIX_LENGTH, Names } from '../../../../modules/aws/naming';
import { Backups, type BackupsProps } from '../../../../modules/leaf/volumes/backups';
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

test('there is a backup each day, kept for 35 days in the vault', () => {
  expect(template({ vaultName: 'other' }).resource('aws_backup_plan')).toMatchObject({
    name: 'project-leaf-volumes',
    rule: [
      {
        rule_name: 'daily',
        target_vault_name: 'other',
        schedule: 'cron(0 5 * * ? *)',
        lifecycle: { delete_after: 35 },
      },
    ],
  });
});

test('a backup has an hour to begin, the least that AWS takes, and a week to end', () => {
  expect(template().resource('aws_backup_plan')).toMatchObject({
    rule: [{ start_window: 60, completion_window: 7 * 24 * 60 }],
  });
});

test('all given file systems are backed up by the plan, once the role may do so', () => {
  const selection = template({ fileSystemArns: [WORLD, MODS] }).resource('aws_backup_selection');

  expect(selection).toMatchObject({
    name: 'project-leaf-volumes',
    resources: [WORLD, MODS],
    plan_id: expect.stringMatching(/^\$\{aws_backup_plan\.Backups_Plan_\w+\.id\}$/) as string,
    iam_role_arn: expect.stringMatching(/^\$\{aws_iam_role\.Backups_Role_\w+\.arn\}$/) as string,
    depends_on: [
      expect.stringMatching(/^aws_iam_role\.Backups_Role_/),
      expect.stringMatching(/^aws_iam_role_policy\.Backups_Role_Policy_/),
    ],
  });
});

test('the role is for AWS Backup and may back up these file systems into this vault, and nothing else', () => {
  const found = template({ fileSystemArns: [WORLD, MODS] });

  const role = found.resource('aws_iam_role');
  expect(role.name).toBe('project-leaf-backup');
  expect(JSON.parse(String(role.assume_role_policy))).toMatchObject({
    Statement: [{ Principal: { Service: ['backup.amazonaws.com'] } }],
  });
  expect(JSON.parse(String(found.resource('aws_iam_role_policy').policy))).toEqual({
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
  });
  expect(found.resources('aws_iam_role_policy_attachment')).toEqual([]);
});

test('names are what AWS Backup takes, also with the longest prefix', () => {
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
