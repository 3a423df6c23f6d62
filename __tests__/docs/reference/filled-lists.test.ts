import { filledLists } from '../../../docs/reference/filled-lists';

test('lists are filled up to the width', () => {
  const json = JSON.stringify({ a: ['one', 'two', 'three, four', 'five'], b: ['x'] }, undefined, 2);

  expect(filledLists(json, 26).split('\n')).toEqual([
    '{',
    '  "a": [',
    '    "one", "two",',
    '    "three, four", "five"',
    '  ],',
    '  "b": ["x"]',
    '}',
  ]);
  expect(JSON.parse(filledLists(json, 26))).toEqual(JSON.parse(json));
});
