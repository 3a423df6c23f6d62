import { adoptionText, removalText, yamlText } from '../../../cli/retire/removal-text';

const world = { volumeId: 'World', fileSystemId: 'fs-1' };
const mods = { volumeId: 'Mods', fileSystemId: 'fs-2' };

test('what stays is told before what goes', () => {
  expect(removalText('minecraft', { toForget: [], kept: [world], lost: [mods], others: 43 })).toBe(
    [
      'minecraft:',
      'What stays, with every file on it:',
      '  fs-1 (volume World)',
      'What is deleted, with every file on it:',
      '  fs-2 (volume Mods)',
      'What goes besides: 43 resources, among them its logs and its address.',
      'Backups stay in the vault until they expire.',
    ].join('\n'),
  );
});

test('a second run may find nothing else', () => {
  const text = removalText('minecraft', { toForget: [], kept: [world], lost: [], others: 0 });

  expect(text).toContain('What goes besides: nothing.');
  expect(text).not.toContain('deleted');
});

test('the lines that adopt a file system are YAML to copy', () => {
  const text = adoptionText('minecraft', [mods, world]);

  expect(text).toContain('Kept: fs-2 (volume Mods), fs-1 (volume World).');
  expect(text.slice(text.indexOf('Volumes:'))).toBe(
    'Volumes:\n  Mods:\n    FileSystemId: fs-2\n  World:\n    FileSystemId: fs-1',
  );
});

test('where nothing is kept there is nothing to adopt', () => {
  expect(adoptionText('minecraft', [])).toBe('No file system is left.');
  expect(yamlText('minecraft', { kept: [] })).not.toContain('empty volumes');
});

test('a YAML that is left would make the leaf anew, without its files', () => {
  expect(yamlText('minecraft', { kept: [world] })).toBe(
    'The YAML of minecraft is still there: take it away, or the next npx cm deploy makes minecraft anew, with empty ' +
      'volumes unless those lines are in it.',
  );
});
