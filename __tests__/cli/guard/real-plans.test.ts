import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Finding } from '../../../cli/guard/finding';
import { guard, type Verdict } from '../../../cli/guard/guard';
import { parsePlan } from '../../../cli/terraform/plan';
import { type LeafFileSystem } from '../../../cli/aws/file-systems';
import { guardedDeployment } from '../support/plan';
import { VARIANTS } from './fixtures/variants';

/** The guard's verdict on a plan that Terraform wrote, of an awake stack in a project with leaves. */
function verdictOn(variant: string, fileSystems: readonly LeafFileSystem[] = []): Verdict {
  const text = readFileSync(join(__dirname, 'fixtures', `${variant}.json`), 'utf8');
  const plan = { stack: 'world', isAwake: true, plan: parsePlan(text, variant) };
  return guard(guardedDeployment({ plans: [plan], fileSystems }), []);
}

function addresses(findings: readonly Finding[]): (string | undefined)[] {
  return findings.map(({ address }) => address);
}

const EXPECTED: Readonly<Record<string, { refused: string[]; warnings: string[] }>> = {
  unchanged: { refused: [], warnings: [] },
  harmless: { refused: [], warnings: [] },
  'everything-gone': {
    refused: [
      'aws_backup_plan.Plan',
      'aws_backup_vault.Vault',
      'aws_efs_access_point.Data',
      'aws_efs_file_system.World',
      'aws_s3_bucket.States',
    ],
    warnings: ['aws_autoscaling_group.Group', 'aws_ecs_service.Service', 'aws_backup_selection.Selection'],
  },
  'everything-replaced': {
    refused: [
      'aws_backup_vault.Vault',
      'aws_efs_access_point.Data',
      'aws_efs_file_system.World',
      'aws_s3_bucket.States',
    ],
    warnings: ['aws_ecs_cluster.Cluster', 'aws_ecs_service.Service'],
  },
  'volume-renamed': { refused: ['aws_efs_access_point.Data', 'aws_efs_file_system.World'], warnings: [] },
  'volume-added': { refused: [], warnings: [] },
  'backups-off': { refused: [], warnings: ['aws_backup_selection.Selection'] },
  'all-backups-off': { refused: ['aws_backup_plan.Plan'], warnings: ['aws_backup_selection.Selection'] },
  'zone-added': { refused: ['aws_subnet.Zone2'], warnings: [] },
  'zone-moved': { refused: ['aws_subnet.Zone1'], warnings: [] },
  'new-image': { refused: [], warnings: ['aws_ecs_service.Service'] },
  'group-renamed': { refused: [], warnings: ['aws_autoscaling_group.Group'] },
  'port-opened': { refused: [], warnings: [] },
  'policy-widened': { refused: [], warnings: [] },
  'policy-added': { refused: [], warnings: [] },
  'permission-widened': { refused: [], warnings: [] },
  'permission-unknown': { refused: [], warnings: [] },
  'policies-moved': { refused: [], warnings: [] },
  'role-renamed': { refused: [], warnings: [] },
  'role-extended': { refused: [], warnings: [] },
  'policies-for-anyone': { refused: [], warnings: [] },
  'group-opened': { refused: [], warnings: [] },
  'ports-unknown': { refused: [], warnings: [] },
  'secret-changed': { refused: [], warnings: [] },
};

describe('on plans that Terraform wrote', () => {
  test.each(Object.keys(VARIANTS))('refuses and warns of the right addresses: %s', (variant) => {
    const { refused, warnings } = verdictOn(variant);

    expect({ refused: addresses(refused), warnings: addresses(warnings) }).toEqual(EXPECTED[variant]);
  });

  test('names the id of a file system that would be lost', () => {
    const [file] = verdictOn('everything-gone').refused.filter(({ message }) => message.includes('every file'));

    expect(file?.message).toMatch(
      /^aws_efs_file_system[.]World \(fs-[0-9a-f]+\) would be deleted: every file on it would be lost$/,
    );
  });

  test('refuses to create a volume that was kept, but not another one', () => {
    const kept = { fileSystemId: 'fs-1', leafId: 'world', volumeId: 'Mods', bytes: 0, mountTargets: 0 };

    expect(addresses(verdictOn('volume-added', [kept]).refused)).toEqual(['aws_efs_file_system.Mods']);
    expect(verdictOn('volume-added', [{ ...kept, volumeId: 'World' }]).refused).toEqual([]);
  });

  test('tells to rename a volume back, but not when it was removed', () => {
    const renamed = verdictOn('volume-renamed').refused.map(({ message }) => message);
    const removed = verdictOn('everything-gone').refused.map(({ message }) => message);

    expect(renamed.filter((message) => message.includes('If you renamed the volume'))).toHaveLength(1);
    expect(removed.filter((message) => message.includes('If you renamed the volume'))).toEqual([]);
  });
});
