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
const HEAD = 'mine.craft/World would get a new, empty file system, but there is one of this volume already: ';
const FOOT = "To keep the files put 'FileSystemId: fs-1' into the YAML of mine.craft, beside the Paths of World";

describe('adoptKept', () => {
  test('a volume does not come back empty while its files are kept', () => {
    expect(findings([fileSystem()])).toEqual([
      {
        severity: 'refuse',
        stack: 'mine-craft',
        address: 'aws_efs_file_system.World',
        message: `${HEAD}fs-1 (3.0 GiB, made 2026-11-22 20:14 UTC) was kept. ${FOOT}`,
        wanted: 'an empty one, and what is there left as it is',
      },
    ]);
  });

  test('an empty one may be what a killed deployment left', () => {
    expect(message(fileSystem({ bytes: 6_144 }))).toBe(
      `${HEAD}fs-1 (empty, made 2026-11-22 20:14 UTC) was kept, or a deployment was killed that had just made it. ` +
        `If that deployment left fs-1, delete it. ${FOOT}`,
    );
  });

  test('one that is mounted has a state somewhere, or lost it', () => {
    expect(message(fileSystem({ bytes: 0, mountTargets: 1 }))).toBe(
      `${HEAD}fs-1 (empty, made 2026-11-22 20:14 UTC) is mounted, but not in this state. If the state of this leaf is ` +
        `somewhere else, deploy there. ${FOOT}`,
    );
  });

  test('of several all are named', () => {
    const text = message(fileSystem(), fileSystem({ fileSystemId: 'fs-2', bytes: 0, createdAt: at('21:00') }));

    expect(text).toContain(
      'fs-1 (3.0 GiB, made 2026-11-22 20:14 UTC) was kept; fs-2 (empty, made 2026-11-22 21:00 UTC)',
    );
    expect(text).toContain('If that deployment left fs-2, delete it. ');
    expect(text).toContain("put 'FileSystemId: fs-1', or the right one of the others, into the YAML of mine.craft");
  });

  test.each([
    ['another leaf', { leafId: 'valheim' }],
    ['another volume', { volumeId: 'Mods' }],
  ])('has nothing against a file system of %s', (_, more) => {
    expect(findings([fileSystem(more)])).toEqual([]);
  });

  test('has nothing against a volume that has its own', () => {
    const own = { ...WORLD, actions: ['update'], before: { id: 'fs-1' } };

    expect(findings([fileSystem()], [own])).toEqual([]);
  });

  test('has nothing against a new file system beside one that another volume adopts or has', () => {
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

    test.each([['update'], ['no-op']])('does not take what another leaf has mounted (%s)', (action) => {
      const others = fileSystem({ leafId: 'valheim.eu', mountTargets: 2 });

      expect(findings([others], [adoption({ actions: [action] })])).toEqual([
        {
          severity: 'refuse',
          stack: 'mine-craft',
          message:
            'aws_efs_file_system.World would adopt fs-1, but that belongs to valheim.eu, and is mounted: whichever of ' +
            'the two is retired would take it from the other. Run ./cm retire valheim.eu first, which keeps the files ' +
            'of volumes with KeepOnDelete and says so beforehand',
        },
      ]);
    });

    test('nor what a leaf has mounted that has no state here', () => {
      const others = fileSystem({ leafId: 'valheim.eu', mountTargets: 2 });

      expect(findings([others], [adoption()], ['mine-craft'])[0]?.message).toContain(
        'If valheim.eu is deployed from elsewhere, retire it there; if not, delete the mount targets in the EFS console',
      );
    });

    test.each([
      ['what another leaf had until it was retired', [fileSystem({ leafId: 'valheim' })], adoption()],
      ['what the leaf itself had', [fileSystem()], adoption()],
      ['what the leaf itself has mounted', [fileSystem({ mountTargets: 1 })], adoption()],
      ['what no tag of ours is on', [], adoption()],
      [
        'something else than what another leaf has',
        [fileSystem({ fileSystemId: 'fs-2', leafId: 'valheim', mountTargets: 1 })],
        adoption(),
      ],
      [
        'what it has in its state already',
        [fileSystem({ leafId: 'valheim', mountTargets: 1 })],
        { ...WORLD, actions: ['no-op'], before: { id: 'fs-1' } },
      ],
    ])('takes %s', (_, fileSystems, change) => {
      expect(findings(fileSystems, [change])).toEqual([]);
    });
  });

  test('has nothing against a file system that no tag says the volume of', () => {
    expect(findings([fileSystem()], [{ ...WORLD, after: { tags: null } }])).toEqual([]);
  });
});
