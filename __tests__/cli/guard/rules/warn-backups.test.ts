import { warnBackups } from '../../../../cli/guard/rules/warn-backups';
import { type ChangeOfPlan, guardedDeployment, guardedPlan } from '../../support/plan';

const arn = (id: string) => `arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/${id}`;
const SELECTION = 'aws_backup_selection.Selection';

function selection(actions: readonly string[], before: readonly string[], after?: readonly string[]): ChangeOfPlan {
  const resources = (ids: readonly string[]) => ({ resources: ids.map(arn) });
  return { address: SELECTION, actions, before: resources(before), after: after && resources(after) };
}

function volume(id: string, volumeId: string, actions: readonly string[]): ChangeOfPlan {
  const before = { arn: arn(id), tags_all: { 'container-manager:volume': volumeId } };
  return { address: `aws_efs_file_system.${volumeId}`, actions, before };
}

function warnings(...changes: readonly ChangeOfPlan[]) {
  return warnBackups(guardedDeployment({ plans: [guardedPlan(changes)] }));
}

const REPLACE = ['delete', 'create'];

describe('warnBackups', () => {
  test('warns which volume is no longer backed up, and says what to do', () => {
    expect(warnings(selection(REPLACE, ['fs-1', 'fs-2'], ['fs-1']), volume('fs-2', 'Cache', ['no-op']))).toEqual([
      {
        severity: 'warn',
        stack: 'minecraft',
        address: SELECTION,
        message:
          'Cache (fs-2) would no longer be backed up, and the existing backups expire: after that, lost files cannot be ' +
          'restored. If you did not intend that, remove EnableBackups: false',
      },
    ]);
  });

  test('names all volumes when none is backed up any more', () => {
    const [warning, ...more] = warnings(selection(['delete'], ['fs-1', 'fs-2']));

    expect(warning?.message).toMatch(/^fs-1, fs-2 would no longer be backed up,/);
    expect(more).toEqual([]);
  });

  test.each([
    ['more volumes', [selection(REPLACE, ['fs-1'], ['fs-1', 'fs-2'])]],
    ['the same volumes under another role', [selection(REPLACE, ['fs-1'], ['fs-1'])]],
    ['the same as before', [selection(['no-op'], ['fs-1'], ['fs-1'])]],
    ['what another selection takes over', [selection(['delete'], ['fs-1']), selection(['create'], [], ['fs-1'])]],
  ])('passes a plan that backs up %s', (_, changes) => {
    expect(warnings(...changes)).toEqual([]);
  });

  test.each([[['delete']], [REPLACE]])('leaves a file system that is deleted itself (%j) to keepData', (actions) => {
    expect(warnings(selection(['delete'], ['fs-1']), volume('fs-1', 'World', actions))).toEqual([]);
  });

  test('passes a selection that is only taken out of the state', () => {
    expect(warnings(selection(['forget'], ['fs-1']))).toEqual([]);
  });

  test('passes a list that a new volume makes unknown', () => {
    const plan = guardedPlan([selection(REPLACE, ['fs-1'])]);
    plan.plan.resource_changes[0]!.change.after_unknown = { resources: true };

    expect(warnBackups(guardedDeployment({ plans: [plan] }))).toEqual([]);
  });
});
