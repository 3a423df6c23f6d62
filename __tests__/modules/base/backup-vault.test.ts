import { TerraformOutput } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { BackupVault } from '../../../modules/base/backup-vault';
import { Template } from '../../support/template';

const vault = (forceDestroy: boolean, project = 'project') =>
  Template.of((stack) => {
    new BackupVault(stack, 'BackupVault', { names: new Names(project, 'base'), forceDestroy });
  }).resource('aws_backup_vault');

test('AWS keeps a vault with backups, whoever deletes it', () => {
  expect(vault(false)).toEqual({ name: 'project-base-backups', force_destroy: false });
});

test('the vault can go with its backups where the config says so', () => {
  expect(vault(true)).toEqual({ name: 'project-base-backups', force_destroy: true });
});

test('the longest prefix gives a name that AWS takes', () => {
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html
  expect(vault(false, 'x'.repeat(35)).name).toMatch(/^[a-zA-Z0-9\-_.]{2,50}$/);
});

test('leaves get the name and the ARN of the vault that exists', () => {
  const { json } = Template.of((stack) => {
    const { vaultName, vaultArn } = new BackupVault(stack, 'BackupVault', {
      names: new Names('project', 'base'),
      forceDestroy: false,
    });
    new TerraformOutput(stack, 'name', { value: vaultName, staticId: true });
    new TerraformOutput(stack, 'arn', { value: vaultArn, staticId: true });
  });

  expect(json.output).toEqual({
    name: { value: expect.stringMatching(/^\$\{aws_backup_vault\..+\.name\}$/) as string },
    arn: { value: expect.stringMatching(/^\$\{aws_backup_vault\..+\.arn\}$/) as string },
  });
});
