import { readNotes, tagOf } from '../../../lambdas/shared/told-tags';

test('reads the notes among the tags of a group, by keys without the prefix', () => {
  const tags = [
    { Key: 'container-manager:project', Value: 'games' },
    { Key: 'container-manager:told/ready/i-1', Value: '2026-11-22T20:00:00.000Z' },
    { Key: 'not/container-manager:told/ready/i-2', Value: 'x' },
    { Key: 'container-manager:told/empty' },
  ];

  expect([...readNotes(tags)]).toEqual([
    ['ready/i-1', '2026-11-22T20:00:00.000Z'],
    ['empty', ''],
  ]);
  expect([...readNotes(undefined)]).toEqual([]);
});

test('finds a note again by its tag', () => {
  expect([...readNotes([{ Key: tagOf('crash'), Value: 'x' }])]).toEqual([['crash', 'x']]);
});
