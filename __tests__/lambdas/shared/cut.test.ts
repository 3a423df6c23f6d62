import { cut, cutBytes } from '../../../lambdas/shared/cut';

test.each([
  ['', 3, ''],
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a🎮🎮', 5, 'a🎮🎮'],
  ['a🎮🎮b', 5, 'a🎮…'],
  ['a🎮🎮b', 4, 'a🎮…'],
  ['a🎮🎮b', 3, 'a…'],
])('cut: %j has at most %d characters: %j', (text, limit, short) => {
  expect(cut(text, limit)).toBe(short);
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, '…'],
  ['äöü', 6, 'äöü'],
  ['äöüx', 6, 'ä…'],
  ['🎮🎮', 7, '🎮…'],
  ['🎮🎮', 6, '…'],
])('cutBytes: %j has at most %d bytes: %j', (text, limit, short) => {
  expect(cutBytes(text, limit)).toBe(short);
});
