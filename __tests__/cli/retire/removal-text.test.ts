import { parse } from 'yaml';

import { adoptionText, removalText, yamlText } from '../../../cli/retire/removal-text';
import { at } from '../support/leaf';

const world = { volumeId: 'World', fileSystemId: 'fs-1', isCurrent: true, bytes: 2 ** 30, createdAt: at('20:14') };
const mods = { volumeId: 'Mods', fileSystemId: 'fs-2', isCurrent: true };
const older = { ...world, fileSystemId: 'fs-3', isCurrent: false, bytes: 6_144, createdAt: at('10:00') };

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

test('of several of one volume the last one is taken, and the others are told', () => {
  const text = adoptionText('minecraft', [world, older]);
  const yaml = text.slice(text.indexOf('Volumes:'));

  expect(text).toContain('Kept: fs-1 (volume World), fs-3 (volume World, empty, made 2026-11-22 10:00 UTC).');
  expect(yaml).toBe(
    'Volumes:\n  World:\n    FileSystemId: fs-1 # the one that it had last\n' +
      '    # FileSystemId: fs-3 # empty, made 2026-11-22 10:00 UTC',
  );
  expect(parse(yaml)).toEqual({ Volumes: { World: { FileSystemId: 'fs-1' } } });
});

test('a second run does not know which one was the last', () => {
  const text = adoptionText('minecraft', [{ ...world, isCurrent: false }, older]);

  expect(text).toContain('FileSystemId: fs-1 # the largest: look whether it is the right one\n');
});

test('where nothing is kept there is nothing to adopt', () => {
  expect(adoptionText('minecraft', [])).toBe('No file system is left.');
  expect(yamlText('minecraft', { kept: [] })).toBe(
    'The YAML of minecraft is still there: take it away, or the next ./cm deploy makes minecraft anew.',
  );
});

test('a YAML that is left needs those lines', () => {
  expect(yamlText('minecraft', { kept: [world] })).toBe(
    'The YAML of minecraft is still there: take it away, or put those lines into it: without them the next ./cm deploy ' +
      'is refused.',
  );
});
