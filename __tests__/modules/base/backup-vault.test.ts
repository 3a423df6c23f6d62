import { BackupVault as AwsBackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { TerraformOutput } from 'cdktf';

import { matchesPattern } from '../../../e2e/deployed/event-pattern';
import { Names } from '../../../modules/aws/naming';
import { BackupVault } from '../../../modules/base/backup-vault';
import { Template } from '../../support/template';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:project-base-alerts';
const template = (forceDestroy = false, project = 'project', lockDays?: number) =>
  Template.of((stack) => {
    const names = new Names(project, 'base');
    new BackupVault(stack, 'BackupVault', {
      names,
      forceDestroy,
      alertTopicArn: TOPIC,
      ...(lockDays !== undefined && { lockDays }),
    });
  });

test.each([
  ['AWS refuses to delete a vault that has backups in it', false],
  ['the vault is destroyed with its backups where the config says so', true],
])('%s', (_rule, forceDestroy) => {
  const found = template(forceDestroy);

  expect(found.synthesized).toHaveResourceWithProperties(AwsBackupVault, {
    name: 'project-base-backups',
    force_destroy: forceDestroy,
  });
  expect(Object.keys(found.resource('aws_backup_vault'))).toHaveLength(2);
});

test('without LockDays the vault has no lock', () => {
  expect(template().resources('aws_backup_vault_lock_configuration')).toEqual([]);
});

test('a lock becomes final after its days, and takes the daily backups and none that would stay for long', () => {
  const found = template(false, 'project', 14);

  expect(found.synthesized).toHaveResourceWithProperties(BackupVaultLockConfiguration, {
    backup_vault_name: found.reference('aws_backup_vault', 'name'),
    changeable_for_days: 14,
    min_retention_days: 7,
    max_retention_days: 35,
  });
});

test('the longest prefix gives a name that AWS takes', () => {
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html
  expect(template(false, 'x'.repeat(35)).synthesized).toHaveResourceWithProperties(AwsBackupVault, {
    name: expect.stringMatching(/^[a-zA-Z0-9\-_.]{2,50}$/) as unknown,
  });
});

test('leaves get the name and the ARN of the vault that exists', () => {
  const found = Template.of((stack) => {
    const { vaultName, vaultArn } = new BackupVault(stack, 'BackupVault', {
      names: new Names('project', 'base'),
      forceDestroy: false,
      alertTopicArn: TOPIC,
    });
    new TerraformOutput(stack, 'name', { value: vaultName, staticId: true });
    new TerraformOutput(stack, 'arn', { value: vaultArn, staticId: true });
  });

  expect(found.json.output).toEqual({
    name: { value: found.reference('aws_backup_vault', 'name') },
    arn: { value: found.reference('aws_backup_vault', 'arn') },
  });
});

describe('the notice of a failed backup', () => {
  // as AWS sends it: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
  const event = (state: string, backupVaultName = 'project-base-backups', statusMessage = 'a reason') => ({
    source: 'aws.backup',
    'detail-type': 'Backup Job State Change',
    detail: { backupVaultName, state, resourceType: 'EFS', ...(statusMessage !== 'none' && { statusMessage }) },
  });
  const isAnnounced = (sent: object) => {
    const rule = template().resource('aws_cloudwatch_event_rule');
    return matchesPattern(JSON.parse(rule.event_pattern as string) as object, sent);
  };

  test.each(['FAILED', 'ABORTED', 'EXPIRED'])('comes when its state is %s', (state) => {
    expect(isAnnounced(event(state))).toBe(true);
  });

  test.each(['CREATED', 'RUNNING'])('does not come when its state is %s', (state) => {
    expect(isAnnounced(event(state))).toBe(false);
  });

  test('comes when it completed with issues', () => {
    expect(isAnnounced(event('COMPLETED'))).toBe(true);
    expect(isAnnounced(event('COMPLETED', 'of-somebody-else'))).toBe(false);
  });

  test.each([
    ['no message', 'none'],
    ['an empty message', ''],
  ])('does not come when it completed with %s', (_, statusMessage) => {
    expect(isAnnounced(event('COMPLETED', 'project-base-backups', statusMessage))).toBe(false);
  });

  test('does not come for another vault or a restore', () => {
    expect(isAnnounced(event('FAILED', 'of-somebody-else'))).toBe(false);
    expect(isAnnounced({ ...event('FAILED'), 'detail-type': 'Restore Job State Change' })).toBe(false);
  });

  test('reaches the administrators as a sentence with the event’s facts', () => {
    const found = template();
    const target = found.resource('aws_cloudwatch_event_target');

    expect(found.synthesized).toHaveResourceWithProperties(CloudwatchEventTarget, {
      arn: TOPIC,
      rule: found.reference('aws_cloudwatch_event_rule', 'name'),
      input_transformer: expect.objectContaining({
        input_paths: expect.objectContaining({
          resource: '$.detail.resourceArn',
          why: '$.detail.statusMessage',
        }) as unknown,
      }) as unknown,
    });
    const { input_paths: paths, input_template: words } = target.input_transformer as {
      readonly input_paths: Readonly<Record<string, string>>;
      readonly input_template: string;
    };
    const named = [...words.matchAll(/<(\w+)>/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(paths).sort());
    // EventBridge takes a text in quotes
    expect(typeof JSON.parse(words)).toBe('string');
  });
});
