import { gibOf, secondsOf, wordsOf } from '../../../../cli/write-leaf/compose/values';

test.each([
  ['90', 90],
  ['30s', 30],
  ['1m30s', 90],
  ['1h5m30s20ms', 3931],
  ['1.5m', 90],
  ['soon', undefined],
  ['', undefined],
])('%j is a duration of %j seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

test.each([
  ['4g', 4],
  ['4GB', 4],
  ['512M', 0.5],
  ['2147483648', 2],
  ['1.5gib', 1.5],
  ['much', undefined],
])('%j is %j GiB', (text, gib) => {
  expect(gibOf(text)).toBe(gib);
});

test.each([
  ['-name "My friends" --port=1', ['-name', 'My friends', '--port=1']],
  [`a'b c'd "e \\"f\\"" \\ g`, ['ab cd', 'e "f"', ' g']],
  ['""  x', ['', 'x']],
  ['', []],
])('splits %j as a shell does', (line, words) => {
  expect(wordsOf(line)).toEqual(words);
});
