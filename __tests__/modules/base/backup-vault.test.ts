import { TerraformOutput } from 'cdktf';

import { matchesPattern } from '../../../e2e/deployed/event-pattern';
import { Names } from '../../../modules/aws/naming';
import { BackupVault } from '../../../modules/base/backup-vault';
import { Template } from '../../support/template';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:project-base-alerts';
const template = (forceDestroy = false, project = 'project') =>
  Template.of((stack) => {
    const names = new Names(project, 'base');
    new BackupVault(stack, 'BackupVault', { names, forceDestroy, alertTopicArn: TOPIC });
  });
const vault = (forceDestroy: boolean, project?: string) => template(forceDestroy, project).resource('aws_backup_vault');

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
      alertTopicArn: TOPIC,
    });
    new TerraformOutput(stack, 'name', { value: vaultName, staticId: true });
    new TerraformOutput(stack, 'arn', { value: vaultArn, staticId: true });
  });

  expect(json.output).toEqual({
    name: { value: expect.stringMatching(/^\$\{aws_backup_vault\..+\.name\}$/) as string },
    arn: { value: expect.stringMatching(/^\$\{aws_backup_vault\..+\.arn\}$/) as string },
  });
});

describe('a backup that fails', () => {
  // as AWS sends it: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
  const event = (state: string, backupVaultName = 'project-base-backups') => ({
    source: 'aws.backup',
    'detail-type': 'Backup Job State Change',
    detail: { backupVaultName, state, resourceType: 'EFS', statusMessage: 'a reason' },
  });
  const isTold = (told: object) => {
    const rule = template().resource('aws_cloudwatch_event_rule');
    return matchesPattern(JSON.parse(rule.event_pattern as string) as object, told);
  };

  test.each(['FAILED', 'ABORTED', 'EXPIRED'])('is told: %s', (state) => {
    expect(isTold(event(state))).toBe(true);
  });

  test.each(['CREATED', 'RUNNING', 'COMPLETED'])('is no other state: %s', (state) => {
    expect(isTold(event(state))).toBe(false);
  });

  test('is one of this vault, and no restore', () => {
    expect(isTold(event('FAILED', 'of-somebody-else'))).toBe(false);
    expect(isTold({ ...event('FAILED'), 'detail-type': 'Restore Job State Change' })).toBe(false);
  });

  test('is told to the administrators in words', () => {
    const target = template().resource('aws_cloudwatch_event_target');

    expect(target).toMatchObject({
      arn: TOPIC,
      rule: expect.stringMatching(
        /^\$\{aws_cloudwatch_event_rule\.BackupVault_FailedBackups_Rule_.*\.name\}$/,
      ) as string,
    });
    const { input_paths: paths, input_template: words } = target.input_transformer as {
      readonly input_paths: Readonly<Record<string, string>>;
      readonly input_template: string;
    };
    const named = [...words.matchAll(/<(\w+)>/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(paths).sort());
    expect(paths).toMatchObject({ resource: '$.detail.resourceArn', why: '$.detail.statusMessage' });
    // EventBridge takes a text in quotes
    expect(typeof JSON.parse(words)).toBe('string');
  });
});
