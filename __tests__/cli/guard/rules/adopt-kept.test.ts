import { adoptKept } from '../../../../cli/guard/rules/adopt-kept';
import { type LeafFileSystem } from '../../../../cli/aws/file-systems';
import { at } from '../../support/leaf';
import { type ChangeOfPlan, guardedDeployment, guardedPlan } from '../../support/plan';

const WORLD: ChangeOfPlan = {
  address: 'aws_efs_file_system.World',
  actions: ['create'],
  after: { tags: { Name: 'games-mine-craft-World', 'container-manager:volume': 'World' } },
};
const fileSystem = (more: Partial<LeafFileSystem> = {}): LeafFileSystem => ({
  fileSystemId: 'fs-1',
  leafId: 'mine.craft',
  volumeId: 'World',
  bytes: 3 * 2 ** 30,
  createdAt: at('20:14'),
  mountTargets: 0,
  ...more,
});

function findings(
  fileSystems: readonly LeafFileSystem[],
  changes: readonly ChangeOfPlan[] = [WORLD],
  deployedLeaves = ['mine-craft', 'valheim-eu'],
) {
  const plan = guardedPlan(changes, { stack: 'mine-craft' });
  return adoptKept(guardedDeployment({ plans: [plan], fileSystems, deployedLeaves }));
}

const message = (...fileSystems: LeafFileSystem[]) => findings(fileSystems)[0]?.message;
const HEAD = 'mine.craft/World would get a new, empty file system, but this volume has one already: ';
const FOOT = "To keep the files, put 'FileSystemId: fs-1' into the YAML of mine.craft, beside the Paths of World";

describe('adoptKept', () => {
  test('refuses a new file system for a volume whose files were kept', () => {
    expect(findings([fileSystem()])).toEqual([
      {
        severity: 'refuse',
        stack: 'mine-craft',
        address: 'aws_efs_file_system.World',
        message: `${HEAD}fs-1 (3.0 GiB, made 2026-11-22 20:14 UTC) was kept. ${FOOT}`,
        wanted: 'a new, empty one beside it',
      },
    ]);
  });

  test('says of an empty one that a killed deployment may have left it', () => {
    expect(message(fileSystem({ bytes: 6_144 }))).toBe(
      `${HEAD}fs-1 (empty, made 2026-11-22 20:14 UTC) was kept, or a killed deployment had just created it. ` +
        `If that deployment left fs-1 behind, delete it. ${FOOT}`,
    );
  });

  test('says of a mounted one that its state may be somewhere else', () => {
    expect(message(fileSystem({ bytes: 0, mountTargets: 1 }))).toBe(
      `${HEAD}fs-1 (empty, made 2026-11-22 20:14 UTC) is mounted but not in this state. If the state of this leaf is ` +
        `somewhere else, deploy there. ${FOOT}`,
    );
  });

  test('names all file systems of the volume', () => {
    const text = message(fileSystem(), fileSystem({ fileSystemId: 'fs-2', bytes: 0, createdAt: at('21:00') }));

    expect(text).toContain(
      'fs-1 (3.0 GiB, made 2026-11-22 20:14 UTC) was kept; fs-2 (empty, made 2026-11-22 21:00 UTC)',
    );
    expect(text).toContain('If that deployment left fs-2 behind, delete it. ');
    expect(text).toContain("put 'FileSystemId: fs-1', or the right one of the others, into the YAML of mine.craft");
  });

  test.each([
    ['another leaf', { leafId: 'valheim' }],
    ['another volume', { volumeId: 'Mods' }],
  ])('ignores a file system of %s', (_, more) => {
    expect(findings([fileSystem(more)])).toEqual([]);
  });

  test('ignores a volume whose file system is in the state', () => {
    const own = { ...WORLD, actions: ['update'], before: { id: 'fs-1' } };

    expect(findings([fileSystem()], [own])).toEqual([]);
  });

  test('allows a new file system beside one that another volume adopts or has', () => {
    const adopted = { address: 'aws_efs_file_system.Old', actions: ['update'], importing: { id: 'fs-1' } };
    const had = { address: 'aws_efs_file_system.Older', actions: ['no-op'], before: { id: 'fs-2' } };

    expect(findings([fileSystem(), fileSystem({ fileSystemId: 'fs-2' })], [WORLD, adopted, had])).toEqual([]);
  });

  describe('an adoption', () => {
    const adoption = (more: Partial<ChangeOfPlan> = {}): ChangeOfPlan => ({
      ...WORLD,
      actions: ['update'],
      before: { id: 'fs-1' },
      importing: { id: 'fs-1' },
      ...more,
    });

    test.each([['update'], ['no-op']])('is refused for what another leaf has mounted (%s)', (action) => {
      const others = fileSystem({ leafId: 'valheim.eu', mountTargets: 2 });

      expect(findings([others], [adoption({ actions: [action] })])).toEqual([
        {
          severity: 'refuse',
          stack: 'mine-craft',
          message:
            'aws_efs_file_system.World would adopt fs-1, but valheim.eu has it mounted: to retire either leaf would take ' +
            'it from the other. Run ./cm retire valheim.eu first: it keeps the files of volumes with KeepOnDelete, and ' +
            'asks before it changes anything',
        },
      ]);
    });

    test('is refused for what a leaf without a state here has mounted', () => {
      const others = fileSystem({ leafId: 'valheim.eu', mountTargets: 2 });

      expect(findings([others], [adoption()], ['mine-craft'])[0]?.message).toContain(
        'If valheim.eu was deployed from elsewhere, retire it there; if not, delete the mount targets in the EFS console',
      );
    });

    test.each([
      ['what another leaf had until it was retired', [fileSystem({ leafId: 'valheim' })], adoption()],
      ['what the leaf itself had', [fileSystem()], adoption()],
      ['what the leaf itself has mounted', [fileSystem({ mountTargets: 1 })], adoption()],
      ['what has no tag of ours', [], adoption()],
      [
        'another file system than the one that another leaf has',
        [fileSystem({ fileSystemId: 'fs-2', leafId: 'valheim', mountTargets: 1 })],
        adoption(),
      ],
      [
        'what it has in its state already',
        [fileSystem({ leafId: 'valheim', mountTargets: 1 })],
        { ...WORLD, actions: ['no-op'], before: { id: 'fs-1' } },
      ],
    ])('is allowed for %s', (_, fileSystems, change) => {
      expect(findings(fileSystems, [change])).toEqual([]);
    });
  });

  test('ignores a new file system without a tag of its volume', () => {
    expect(findings([fileSystem()], [{ ...WORLD, after: { tags: null } }])).toEqual([]);
  });
});
