import { parse } from 'yaml';

import { type Removal } from '../../../cli/retire/removal';
import { adoptionText, partialRemovalError, removalText, yamlText } from '../../../cli/retire/removal-text';
import { InterruptedError } from '../../../cli/terminal/errors';
import { at } from '../support/leaf';

const world = { volumeId: 'World', fileSystemId: 'fs-1', isCurrent: true, bytes: 2 ** 30, createdAt: at('20:14') };
const mods = { volumeId: 'Mods', fileSystemId: 'fs-2', isCurrent: true };
const older = { ...world, fileSystemId: 'fs-3', isCurrent: false, bytes: 6_144, createdAt: at('10:00') };

/** The removal of `minecraft`; by default it keeps and deletes nothing. */
function removal(more: Partial<Removal> = {}): Removal {
  return {
    leafId: 'minecraft',
    hasYaml: false,
    project: 'games',
    groupName: 'games-minecraft-asg',
    stopTimeoutSeconds: 120,
    toForget: [],
    kept: [],
    lost: [],
    invited: [],
    others: 0,
    ...more,
  };
}

test('names what is kept before what is deleted', () => {
  expect(removalText(removal({ kept: [world], lost: [mods], others: 43 }))).toBe(
    [
      'minecraft:',
      'Kept, with every file on it:',
      '  fs-1 (volume World)',
      'Deleted, with every file on it:',
      '  fs-2 (volume Mods)',
      'Also destroyed: 43 resources, among them its logs and its address.',
      'Backups stay in the vault until they expire.',
    ].join('\n'),
  );
});

test('names the friends whose links stop working', () => {
  expect(
    removalText(removal({ invited: ['ada', 'bob'], others: 43 }))
      .split('\n')
      .slice(1, 3),
  ).toEqual([
    'Also destroyed: 43 resources, among them its logs and its address.',
    'Links to the start page that stop working: those of ada, bob.',
  ]);
});

test('says so when nothing else is destroyed', () => {
  const text = removalText(removal({ kept: [world] }));

  expect(text).toContain('Also destroyed: nothing.');
  expect(text).not.toContain('Deleted');
});

test('the lines that adopt file systems are YAML to copy', () => {
  const text = adoptionText(removal({ kept: [mods, world] }));

  expect(text).toContain('Kept: fs-2 (volume Mods), fs-1 (volume World).');
  expect(text.slice(text.indexOf('Volumes:'))).toBe(
    'Volumes:\n  Mods:\n    FileSystemId: fs-2\n  World:\n    FileSystemId: fs-1',
  );
});

test('of several file systems of a volume adopts the last one, and shows the others as comments', () => {
  const text = adoptionText(removal({ kept: [world, older] }));
  const yaml = text.slice(text.indexOf('Volumes:'));

  expect(text).toContain('Kept: fs-1 (volume World), fs-3 (volume World, empty, made 2026-11-22 10:00 UTC).');
  expect(yaml).toBe(
    'Volumes:\n  World:\n    FileSystemId: fs-1 # the one that it used last\n' +
      '    # FileSystemId: fs-3 # empty, made 2026-11-22 10:00 UTC',
  );
  expect(parse(yaml)).toEqual({ Volumes: { World: { FileSystemId: 'fs-1' } } });
});

test('adopts the largest when no state tells which one it used last', () => {
  const text = adoptionText(removal({ kept: [{ ...world, isCurrent: false }, older] }));

  expect(text).toContain('FileSystemId: fs-1 # the largest: check that it is the right one\n');
});

test('gives no lines when no file system was kept', () => {
  expect(adoptionText(removal())).toBe('No file system was kept.');
  expect(yamlText(removal())).toBe(
    'The YAML of minecraft is still there: remove it, or the next ./cm deploy recreates minecraft.',
  );
});

test('says that a YAML that stays needs those lines', () => {
  expect(yamlText(removal({ kept: [world] }))).toBe(
    'The YAML of minecraft is still there: remove it, or put those lines into it: without them the next ./cm deploy is ' +
      'refused.',
  );
});

describe('a removal that did not finish', () => {
  test('says what failed, and to run it again', () => {
    expect(
      partialRemovalError('base was not removed completely', new InterruptedError('x', { failure: 'No.' })),
    ).toMatchObject({
      message: 'x\n\nbase was not removed completely. Run the same command again to finish.',
      exitCode: 1,
    });
  });

  test('says nothing about Terraform when only Ctrl-C ended it', () => {
    expect(partialRemovalError('base was not removed completely', new InterruptedError('x')).message).toBe(
      'Interrupted.\nbase was not removed completely. Run the same command again to finish.',
    );
  });
});
