import { deployedText, parseDeployed } from '../../../cli/review/deployed-stacks';
import { at } from '../support/leaf';

const kept = { fileSystemId: 'fs-1', leafId: 'mine.craft', volumeId: 'World', bytes: 6_144, mountTargets: 0 };

test('a line for each stack and each file system that no leaf has', () => {
  const mounted = { ...kept, fileSystemId: 'fs-3', mountTargets: 1 };

  const text = deployedText(
    ['base', 'valheim'],
    [{ ...kept, createdAt: at('20:14') }, { ...kept, fileSystemId: 'fs-2' }, mounted],
  );

  expect(text).toBe('base\nvalheim\nfs-1 mine.craft World 6144 2026-11-22T20:14:00.000Z\nfs-2 mine.craft World 6144\n');
  expect(parseDeployed(text)).toEqual({
    stacks: ['base', 'valheim'],
    keptFileSystems: [
      { ...kept, createdAt: at('20:14') },
      { ...kept, fileSystemId: 'fs-2' },
    ],
  });
});

test('where nothing is deployed the file is empty', () => {
  expect(deployedText([], [])).toBe('');
  expect(parseDeployed('')).toEqual({ stacks: [], keptFileSystems: [] });
});
